from keras.layers import Input, Embedding, Conv1D, GlobalMaxPooling1D, Dense, Dropout, Concatenate
from keras.models import Model
MAX_LEN, VOCAB, EMB = 100, 5000, 50
FILTERS = [3, 4, 5]
seq = Input(shape=(MAX_LEN,), dtype='int32')
emb = Embedding(input_dim=VOCAB, output_dim=EMB, trainable=False)(seq)
convs = []
for fsz in FILTERS:
    conv = Conv1D(filters=16, kernel_size=fsz, activation='relu')(emb)
    pool = GlobalMaxPooling1D()(conv)
    convs.append(pool)
merged = Concatenate(axis=1)(convs)
drop = Dropout(rate=0.5)(merged)
preds = Dense(2, activation='softmax')(drop)
model = Model(seq, preds)
