<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>BindingRow</name>
        <message>
            <source>+ column</source>
            <translation>+ 列</translation>
        </message>
        <message>
            <source>A column, or several joined by commas, such as 'age, pixel_*'</source>
            <translation>一列，或用逗号连接的多列，例如 'age, pixel_*'</translation>
        </message>
        <message>
            <source>Add a step…</source>
            <translation>添加步骤…</translation>
        </message>
        <message>
            <source>Column for {name}</source>
            <translation>{name} 的数据列</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Leave out {column}</source>
            <translation>去掉 {column}</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Reading the data…</source>
            <translation>正在读取数据…</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>步骤</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>还有 {n} 项</translation>
        </message>
        <message>
            <source>needs {shape}</source>
            <translation>需要 {shape}</translation>
        </message>
        <message>
            <source>not connected</source>
            <translation>未连接</translation>
        </message>
    </context>
    <context>
        <name>BlockForm</name>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>In quick-add: {line}</source>
            <translation>快速添加：{line}</translation>
        </message>
    </context>
    <context>
        <name>Canvas</name>
        <message>
            <source>+ use again</source>
            <translation>+ 再次使用</translation>
        </message>
        <message>
            <source>, </source>
            <translation>，</translation>
        </message>
        <message>
            <source>, also in {models}</source>
            <translation>，也在 {models} 中</translation>
        </message>
        <message>
            <source>, frozen</source>
            <translation>，已冻结</translation>
        </message>
        <message>
            <source>, used twice</source>
            <translation>，使用两次</translation>
        </message>
        <message>
            <source>, used {n} times</source>
            <translation>，使用 {n} 次</translation>
        </message>
        <message>
            <source>1 filter</source>
            <translation>1 个滤波器</translation>
        </message>
        <message>
            <source>1 hint</source>
            <translation>1 条提示</translation>
        </message>
        <message>
            <source>1 problem</source>
            <translation>1 个问题</translation>
        </message>
        <message>
            <source>1 unit</source>
            <translation>1 个单元</translation>
        </message>
        <message>
            <source>1 warning</source>
            <translation>1 个警告</translation>
        </message>
        <message>
            <source>A wire that is drawn backwards takes one layer, without parameters.</source>
            <translation>反向拖出的连线只接受一个层，不带参数。</translation>
        </message>
        <message>
            <source>Add a dot to the wire</source>
            <translation>给连线加一个转接点</translation>
        </message>
        <message>
            <source>Add a reroute dot before {name}</source>
            <translation>在 {name} 前加转接点</translation>
        </message>
        <message>
            <source>Add frame</source>
            <translation>添加框</translation>
        </message>
        <message>
            <source>Add layer…</source>
            <translation>添加层…</translation>
        </message>
        <message>
            <source>Add note</source>
            <translation>添加注释</translation>
        </message>
        <message>
            <source>Add {name}</source>
            <translation>添加 {name}</translation>
        </message>
        <message>
            <source>Add {n} layers</source>
            <translation>添加 {n} 个层</translation>
        </message>
        <message>
            <source>Align</source>
            <translation>对齐</translation>
        </message>
        <message>
            <source>Align bottom</source>
            <translation>底部对齐</translation>
        </message>
        <message>
            <source>Align centers</source>
            <translation>水平居中对齐</translation>
        </message>
        <message>
            <source>Align left</source>
            <translation>左对齐</translation>
        </message>
        <message>
            <source>Align middles</source>
            <translation>垂直居中对齐</translation>
        </message>
        <message>
            <source>Align right</source>
            <translation>右对齐</translation>
        </message>
        <message>
            <source>Align top</source>
            <translation>顶部对齐</translation>
        </message>
        <message>
            <source>Canvas</source>
            <translation>画布</translation>
        </message>
        <message>
            <source>Connect {source} to {target}</source>
            <translation>连接 {source} 到 {target}</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>剪切</translation>
        </message>
        <message>
            <source>Cut a wire</source>
            <translation>切断一条连线</translation>
        </message>
        <message>
            <source>Cut {name}</source>
            <translation>剪切 {name}</translation>
        </message>
        <message>
            <source>Cut {n} wires</source>
            <translation>切断 {n} 条连线</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Delete and reconnect</source>
            <translation>删除并重新连接</translation>
        </message>
        <message>
            <source>Delete {name}</source>
            <translation>删除 {name}</translation>
        </message>
        <message>
            <source>Delete {name} and reconnect</source>
            <translation>删除 {name} 并重新连接</translation>
        </message>
        <message>
            <source>Disconnect {name}</source>
            <translation>断开 {name}</translation>
        </message>
        <message>
            <source>Dissolve model</source>
            <translation>解散模型</translation>
        </message>
        <message>
            <source>Dissolve {name}</source>
            <translation>解散 {name}</translation>
        </message>
        <message>
            <source>Double-click to add a layer, or drag one here from the left</source>
            <translation>双击以添加层，或从左侧拖入</translation>
        </message>
        <message>
            <source>Drop on the row below to use it again, on a port to replace its wire</source>
            <translation>放到下方一行可再次使用该层，放到端口上可替换其连线</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>创建副本</translation>
        </message>
        <message>
            <source>Duplicate with wires</source>
            <translation>连同连线创建副本</translation>
        </message>
        <message>
            <source>Duplicate {name}</source>
            <translation>创建 {name} 的副本</translation>
        </message>
        <message>
            <source>Edit {name}</source>
            <translation>编辑 {name}</translation>
        </message>
        <message>
            <source>Frame</source>
            <translation>框</translation>
        </message>
        <message>
            <source>Frame around selection</source>
            <translation>为所选内容加框</translation>
        </message>
        <message>
            <source>Freeze {name}</source>
            <translation>冻结 {name}</translation>
        </message>
        <message>
            <source>Give this call of {name} a box of its own</source>
            <translation>让 {name} 的这次调用单独成框</translation>
        </message>
        <message>
            <source>Go into model, or change the layer</source>
            <translation>进入模型，或修改该层</translation>
        </message>
        <message>
            <source>Go out</source>
            <translation>返回上层</translation>
        </message>
        <message>
            <source>Insert {name}</source>
            <translation>插入 {name}</translation>
        </message>
        <message>
            <source>Look inside</source>
            <translation>查看内部</translation>
        </message>
        <message>
            <source>Look into the model</source>
            <translation>查看模型内部</translation>
        </message>
        <message>
            <source>Make a model of the selection</source>
            <translation>将所选内容组成模型</translation>
        </message>
        <message>
            <source>Make a model of {name}</source>
            <translation>将 {name} 组成模型</translation>
        </message>
        <message>
            <source>Make a second model of {name}</source>
            <translation>由 {name} 再建一个模型</translation>
        </message>
        <message>
            <source>Make a second model, same weights</source>
            <translation>再建一个模型（共享权重）</translation>
        </message>
        <message>
            <source>Minimap</source>
            <translation>缩略图</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Move wires to {name}</source>
            <translation>将连线移到 {name}</translation>
        </message>
        <message>
            <source>Move {name}</source>
            <translation>移动 {name}</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>No problems</source>
            <translation>没有问题</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>注释</translation>
        </message>
        <message>
            <source>Nothing is in it yet</source>
            <translation>里面还没有内容</translation>
        </message>
        <message>
            <source>Output of {name}</source>
            <translation>{name} 的输出</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Paste with wires</source>
            <translation>连同连线粘贴</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Rename {old} to {new}</source>
            <translation>将 {old} 重命名为 {new}</translation>
        </message>
        <message>
            <source>Resize {name}</source>
            <translation>调整 {name} 的大小</translation>
        </message>
        <message>
            <source>Save selection</source>
            <translation>保存所选</translation>
        </message>
        <message>
            <source>Save selection…</source>
            <translation>保存所选…</translation>
        </message>
        <message>
            <source>Select a wire first: a dot leads it where you want it.</source>
            <translation>请先选择一条连线：转接点让它经过你想要的位置。</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>Select at least {n} boxes first.</source>
            <translation>请先选择至少 {n} 个方框。</translation>
        </message>
        <message>
            <source>Select one layer that is a model: its layers are shown without going in.</source>
            <translation>请选择一个作为模型的层：不进入即可看到它的各层。</translation>
        </message>
        <message>
            <source>Select what is to be saved.</source>
            <translation>请先选中要保存的内容。</translation>
        </message>
        <message>
            <source>Shift: connect anyway</source>
            <translation>Shift：仍然连接</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>Show selection</source>
            <translation>显示所选内容</translation>
        </message>
        <message>
            <source>Show this call in the box of {name}</source>
            <translation>在 {name} 的框中显示这次调用</translation>
        </message>
        <message>
            <source>Space evenly across</source>
            <translation>水平均匀分布</translation>
        </message>
        <message>
            <source>Space evenly down</source>
            <translation>垂直均匀分布</translation>
        </message>
        <message>
            <source>There is nothing to draw.</source>
            <translation>没有可画的内容。</translation>
        </message>
        <message>
            <source>Tidy</source>
            <translation>整理</translation>
        </message>
        <message>
            <source>Tidy {name}</source>
            <translation>整理 {name}</translation>
        </message>
        <message>
            <source>Unfreeze {name}</source>
            <translation>解冻 {name}</translation>
        </message>
        <message>
            <source>Use {name} again</source>
            <translation>再次使用 {name}</translation>
        </message>
        <message>
            <source>Weights of this model, work of one forward pass for one sample, memory for training</source>
            <translation>此模型的权重、单个样本一次前向传播的运算量、训练所需内存</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>Zoom to 100 %</source>
            <translation>缩放至 100 %</translation>
        </message>
        <message>
            <source>behind {names}</source>
            <translation>接在 {names} 之后</translation>
        </message>
        <message>
            <source>call {n}</source>
            <translation>调用 {n}</translation>
        </message>
        <message>
            <source>fed by {names}</source>
            <translation>输入来自 {names}</translation>
        </message>
        <message>
            <source>feeds {names}</source>
            <translation>输出到 {names}</translation>
        </message>
        <message>
            <source>frame</source>
            <translation>框</translation>
        </message>
        <message>
            <source>input {n}</source>
            <translation>输入 {n}</translation>
        </message>
        <message>
            <source>model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>no {what}</source>
            <translation>无 {what}</translation>
        </message>
        <message>
            <source>note</source>
            <translation>注释</translation>
        </message>
        <message>
            <source>output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>part</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>reroute dot</source>
            <translation>转接点</translation>
        </message>
        <message>
            <source>weight {n}</source>
            <translation>权重 {n}</translation>
        </message>
        <message>
            <source>{name} has the same layers, with the same weights. It is in the palette.</source>
            <translation>{name} 使用相同的层和相同的权重，可在面板中找到。</translation>
        </message>
        <message>
            <source>{name} is in the palette and in quick-add now, in every document.</source>
            <translation>{name} 现在出现在每个文档的面板和快速添加中。</translation>
        </message>
        <message>
            <source>{name}, with {n} layers inside</source>
            <translation>{name}，内含 {n} 层</translation>
        </message>
        <message>
            <source>{n} filters</source>
            <translation>{n} 个滤波器</translation>
        </message>
        <message>
            <source>{n} hints</source>
            <translation>{n} 条提示</translation>
        </message>
        <message>
            <source>{n} items</source>
            <translation>{n} 项</translation>
        </message>
        <message>
            <source>{n} layers</source>
            <translation>{n} 个层</translation>
        </message>
        <message>
            <source>{n} problems</source>
            <translation>{n} 个问题</translation>
        </message>
        <message>
            <source>{n} selected</source>
            <translation>已选 {n} 项</translation>
        </message>
        <message>
            <source>{n} units</source>
            <translation>{n} 个单元</translation>
        </message>
        <message>
            <source>{n} warnings</source>
            <translation>{n} 个警告</translation>
        </message>
        <message>
            <source>{n} weights</source>
            <translation>{n} 个权重</translation>
        </message>
    </context>
    <context>
        <name>Choice</name>
        <message>
            <source>auto</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>best</source>
            <translation>最佳</translation>
        </message>
        <message>
            <source>characters</source>
            <translation>字符</translation>
        </message>
        <message>
            <source>comma</source>
            <translation>逗号</translation>
        </message>
        <message>
            <source>constant</source>
            <translation>恒定</translation>
        </message>
        <message>
            <source>day_first</source>
            <translation>日在前</translation>
        </message>
        <message>
            <source>end</source>
            <translation>末尾</translation>
        </message>
        <message>
            <source>grey</source>
            <translation>灰度</translation>
        </message>
        <message>
            <source>grid</source>
            <translation>网格</translation>
        </message>
        <message>
            <source>last</source>
            <translation>最后</translation>
        </message>
        <message>
            <source>leave_out</source>
            <translation>略去</translation>
        </message>
        <message>
            <source>mean</source>
            <translation>平均值</translation>
        </message>
        <message>
            <source>median</source>
            <translation>中位数</translation>
        </message>
        <message>
            <source>month_first</source>
            <translation>月在前</translation>
        </message>
        <message>
            <source>most_frequent</source>
            <translation>最常见</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>own_class</source>
            <translation>单独一类</translation>
        </message>
        <message>
            <source>random</source>
            <translation>随机</translation>
        </message>
        <message>
            <source>refuse</source>
            <translation>拒绝</translation>
        </message>
        <message>
            <source>semicolon</source>
            <translation>分号</translation>
        </message>
        <message>
            <source>shuffled</source>
            <translation>打乱</translation>
        </message>
        <message>
            <source>space</source>
            <translation>空格</translation>
        </message>
        <message>
            <source>stratified</source>
            <translation>分层</translation>
        </message>
        <message>
            <source>tab</source>
            <translation>制表符</translation>
        </message>
        <message>
            <source>words</source>
            <translation>单词</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
    </context>
    <context>
        <name>ChoiceEditor</name>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>several values</source>
            <translation>多个值</translation>
        </message>
    </context>
    <context>
        <name>CodePanel</name>
        <message>
            <source>Back to the network's code</source>
            <translation>回到网络的代码</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Edit the code</source>
            <translation>编辑代码</translation>
        </message>
        <message>
            <source>Folder with model, data and training</source>
            <translation>包含模型、数据和训练的文件夹</translation>
        </message>
        <message>
            <source>Line {line}: {reason} The network stays as it was.</source>
            <translation>第 {line} 行：{reason} 网络保持不变。</translation>
        </message>
        <message>
            <source>Network alone</source>
            <translation>仅网络</translation>
        </message>
        <message>
            <source>Network with its weights</source>
            <translation>网络及其权重</translation>
        </message>
        <message>
            <source>Network, data and training</source>
            <translation>网络、数据和训练</translation>
        </message>
        <message>
            <source>Python script</source>
            <translation>Python 脚本</translation>
        </message>
        <message>
            <source>Save the script</source>
            <translation>保存脚本</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>What the code holds</source>
            <translation>代码的内容</translation>
        </message>
        <message>
            <source>What was typed here is not in the network yet.</source>
            <translation>此处输入的内容尚未进入网络。</translation>
        </message>
    </context>
    <context>
        <name>ColumnsHeader</name>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
    </context>
    <context>
        <name>ColumnsView</name>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Drop a table, a folder of pictures or an archive of arrays here</source>
            <translation>把表格、图片文件夹或数组文件拖放到这里</translation>
        </message>
        <message>
            <source>Filter the rows by the chosen column</source>
            <translation>按所选列筛选行</translation>
        </message>
        <message>
            <source>Sort the rows by the chosen column</source>
            <translation>按所选列排序</translation>
        </message>
        <message>
            <source>Sort the rows by the chosen column: upwards, downwards, as they come</source>
            <translation>按所选列排序：升序、降序、原顺序</translation>
        </message>
        <message>
            <source>a sample was looked at so far</source>
            <translation>目前只看了一部分样本</translation>
        </message>
        <message>
            <source>all rows were looked at</source>
            <translation>已查看所有行</translation>
        </message>
        <message>
            <source>no row is like that</source>
            <translation>没有符合的行</translation>
        </message>
        <message>
            <source>of larger columns only the first rows were looked at</source>
            <translation>较大的列只查看了开头的行</translation>
        </message>
        <message>
            <source>use</source>
            <translation>使用</translation>
        </message>
        <message>
            <source>{first} – {last} of {n}</source>
            <translation>第 {first} – {last} 行，共 {n} 行</translation>
        </message>
        <message>
            <source>{first} – {last} of {n} that are like that</source>
            <translation>第 {first} – {last} 行，共 {n} 行符合</translation>
        </message>
        <message>
            <source>{k} of {n} used · click one to see it whole</source>
            <translation>{n} 列中使用了 {k} 列 · 点击可查看全貌</translation>
        </message>
    </context>
    <context>
        <name>CommandSearch</name>
        <message>
            <source>Search layers, actions…</source>
            <translation>搜索层、操作…</translation>
        </message>
    </context>
    <context>
        <name>Coordinates</name>
        <message>
            <source>Trials as lines</source>
            <translation>用线表示的试验</translation>
        </message>
    </context>
    <context>
        <name>CrashGuard</name>
        <message>
            <source>A copy of it is in {path}.</source>
            <translation>副本位于 {path}。</translation>
        </message>
        <message>
            <source>Layerloom has met a fault of its own.</source>
            <translation>Layerloom 自身出现了故障。</translation>
        </message>
        <message>
            <source>What happened is written in {path}.</source>
            <translation>详情已记录在 {path}。</translation>
        </message>
        <message>
            <source>Your document is still open. Save it, to be safe under another name.</source>
            <translation>您的文档仍然打开着。请保存，稳妥起见请另存为其他名称。</translation>
        </message>
    </context>
    <context>
        <name>Damaged</name>
        <message>
            <source>Against the version before ({name}):</source>
            <translation>与之前的版本（{name}）相比：</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Layers that can be read: {count}. What is lost:</source>
            <translation>可以读取的层：{count} 个。丢失的内容：</translation>
        </message>
        <message>
            <source>Open it only if you know why, and look it over: saving it here makes it whole.</source>
            <translation>只有在您知道原因时才打开它，并仔细检查：在这里保存后它就完整了。</translation>
        </message>
        <message>
            <source>Open the version before</source>
            <translation>打开之前的版本</translation>
        </message>
        <message>
            <source>Open what there is</source>
            <translation>打开现有的内容</translation>
        </message>
    </context>
    <context>
        <name>DataPage</name>
        <message>
            <source>1 gap</source>
            <translation>1 个缺失</translation>
        </message>
        <message>
            <source>Add an Input for {column}</source>
            <translation>为 {column} 添加 Input</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>所有文件</translation>
        </message>
        <message>
            <source>Change the data of {name}</source>
            <translation>更改 {name} 的数据</translation>
        </message>
        <message>
            <source>Change the data set</source>
            <translation>更改数据集</translation>
        </message>
        <message>
            <source>Choose data</source>
            <translation>选择数据</translation>
        </message>
        <message>
            <source>Choose the data set</source>
            <translation>选择数据集</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Fill with the median</source>
            <translation>用中位数填补</translation>
        </message>
        <message>
            <source>Fill with the most frequent</source>
            <translation>用最常见的值填补</translation>
        </message>
        <message>
            <source>Found in the data</source>
            <translation>数据中的发现</translation>
        </message>
        <message>
            <source>Leave these rows out</source>
            <translation>去掉这些行</translation>
        </message>
        <message>
            <source>Make a network for the data</source>
            <translation>为数据建立网络</translation>
        </message>
        <message>
            <source>Mend the gaps of {column}</source>
            <translation>处理 {column} 的缺失</translation>
        </message>
        <message>
            <source>Nothing to complain of.</source>
            <translation>没有发现问题。</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>划分</translation>
        </message>
        <message>
            <source>Still looking…</source>
            <translation>仍在查看…</translation>
        </message>
        <message>
            <source>What feeds the network</source>
            <translation>网络的数据来源</translation>
        </message>
        <message>
            <source>an Input of its own</source>
            <translation>单独的 Input</translation>
        </message>
        <message>
            <source>class</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>learn this column</source>
            <translation>学习此列</translation>
        </message>
        <message>
            <source>leave out of {name}</source>
            <translation>从 {name} 中去掉</translation>
        </message>
        <message>
            <source>number</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>numbers</source>
            <translation>数组</translation>
        </message>
        <message>
            <source>picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>rows {rows}</source>
            <translation>第 {rows} 行</translation>
        </message>
        <message>
            <source>text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>to be learnt</source>
            <translation>要学习</translation>
        </message>
        <message>
            <source>use for {name}</source>
            <translation>用于 {name}</translation>
        </message>
        <message>
            <source>use for {name} as well</source>
            <translation>也用于 {name}</translation>
        </message>
        <message>
            <source>{column} has {n} gaps</source>
            <translation>{column} 有 {n} 个缺失</translation>
        </message>
        <message>
            <source>{n} classes</source>
            <translation>{n} 个类别</translation>
        </message>
        <message>
            <source>{n} gaps</source>
            <translation>{n} 个缺失</translation>
        </message>
        <message>
            <source>{n} texts</source>
            <translation>{n} 个文本</translation>
        </message>
        <message>
            <source>{share} of its rows</source>
            <translation>占其行数的 {share}</translation>
        </message>
    </context>
    <context>
        <name>DocumentFiles</name>
        <message>
            <source>All files</source>
            <translation>所有文件</translation>
        </message>
        <message>
            <source>Follow the data</source>
            <translation>跟随数据的位置</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>保留我的</translation>
        </message>
        <message>
            <source>Keras models</source>
            <translation>Keras 模型</translation>
        </message>
        <message>
            <source>Layerloom documents</source>
            <translation>Layerloom 文档</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Projects and Keras models</source>
            <translation>项目和 Keras 模型</translation>
        </message>
        <message>
            <source>Recovered</source>
            <translation>已恢复</translation>
        </message>
        <message>
            <source>Save as</source>
            <translation>另存为</translation>
        </message>
        <message>
            <source>Scripts and notebooks</source>
            <translation>脚本和笔记本</translation>
        </message>
        <message>
            <source>Take theirs</source>
            <translation>采用对方的</translation>
        </message>
        <message>
            <source>Untitled</source>
            <translation>未命名</translation>
        </message>
        <message>
            <source>{name} (copy)</source>
            <translation>{name}（副本）</translation>
        </message>
        <message>
            <source>{name} (recovered)</source>
            <translation>{name}（已恢复）</translation>
        </message>
        <message>
            <source>{name} (what can be read)</source>
            <translation>{name}（可读取的部分）</translation>
        </message>
        <message>
            <source>{name} came with trained weights: training starts from them while its layers stay.</source>
            <translation>{name} 带有已训练的权重：只要各层不变，训练就从它们开始。</translation>
        </message>
        <message>
            <source>{name} holds the network. The trained weights stay in {origin}.</source>
            <translation>{name} 保存了网络。已训练的权重留在 {origin} 中。</translation>
        </message>
    </context>
    <context>
        <name>DrawingView</name>
        <message>
            <source>Picture of the network</source>
            <translation>网络图</translation>
        </message>
    </context>
    <context>
        <name>DropZone</name>
        <message>
            <source>+  Drop a file or folder anywhere</source>
            <translation>+  可将文件或文件夹拖放到任意处</translation>
        </message>
        <message>
            <source>Open a file…</source>
            <translation>打开文件…</translation>
        </message>
        <message>
            <source>Open a folder…</source>
            <translation>打开文件夹…</translation>
        </message>
    </context>
    <context>
        <name>FileGuard</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Keep mine as a copy…</source>
            <translation>把我的保存为副本…</translation>
        </message>
        <message>
            <source>Only one can save it, so that nobody's edits are lost.</source>
            <translation>只有一个窗口可以保存它，以免任何人的修改丢失。</translation>
        </message>
        <message>
            <source>Open a copy</source>
            <translation>打开副本</translation>
        </message>
        <message>
            <source>Open for reading only</source>
            <translation>以只读方式打开</translation>
        </message>
        <message>
            <source>Overwrite</source>
            <translation>覆盖</translation>
        </message>
        <message>
            <source>Take theirs</source>
            <translation>采用对方的</translation>
        </message>
        <message>
            <source>There, and not here:</source>
            <translation>那边有而这里没有的：</translation>
        </message>
        <message>
            <source>{name} is open in another window (process {process}).</source>
            <translation>{name} 已在另一个窗口中打开（进程 {process}）。</translation>
        </message>
        <message>
            <source>{name} was changed by another program since it was opened or saved here.</source>
            <translation>{name} 自从在这里打开或保存以来，被另一个程序修改过。</translation>
        </message>
        <message>
            <source>{name} was moved or deleted by another program.</source>
            <translation>{name} 被另一个程序移动或删除了。</translation>
        </message>
    </context>
    <context>
        <name>FileQuestions</name>
        <message>
            <source>Each stands as a box that keeps what the file says of it; it can't be trained.</source>
            <translation>每个这样的层显示为一个方框,保留文件对它的描述;它不能训练。</translation>
        </message>
        <message>
            <source>Layers of this model that can't be read: {count}.</source>
            <translation>此模型中无法读取的层:{count} 个。</translation>
        </message>
        <message>
            <source>Not all of {name} could be followed.</source>
            <translation>未能完全跟随 {name}。</translation>
        </message>
        <message>
            <source>Open the rest</source>
            <translation>打开其余部分</translation>
        </message>
        <message>
            <source>Otherwise they are lost.</source>
            <translation>否则更改将丢失。</translation>
        </message>
        <message>
            <source>Save elsewhere…</source>
            <translation>保存到别处…</translation>
        </message>
        <message>
            <source>Save the changes to {name}?</source>
            <translation>要保存对 {name} 的更改吗？</translation>
        </message>
    </context>
    <context>
        <name>FoundList</name>
        <message>
            <source>and {n} more</source>
            <translation>还有 {n} 项</translation>
        </message>
    </context>
    <context>
        <name>FrontRun</name>
        <message>
            <source>epoch {e} / {n}</source>
            <translation>轮次 {e} / {n}</translation>
        </message>
        <message>
            <source>training</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>validation</source>
            <translation>验证</translation>
        </message>
    </context>
    <context>
        <name>HistoryList</name>
        <message>
            <source>As it was opened</source>
            <translation>打开时的样子</translation>
        </message>
        <message>
            <source>Click a step to go there; later ones can be done again.</source>
            <translation>单击一步即可跳到那里；之后的步骤可以重做。</translation>
        </message>
        <message>
            <source>Undo history</source>
            <translation>撤销历史</translation>
        </message>
    </context>
    <context>
        <name>Importing</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Reading {name}…</source>
            <translation>正在读取 {name}…</translation>
        </message>
    </context>
    <context>
        <name>Keys</name>
        <message>
            <source>Add a layer at the pointer</source>
            <translation>在指针处添加层</translation>
        </message>
        <message>
            <source>Alt+Shift+drag</source>
            <translation>Alt+Shift+拖动</translation>
        </message>
        <message>
            <source>Alt+click on a port</source>
            <translation>Alt+点击端口</translation>
        </message>
        <message>
            <source>Arrow keys</source>
            <translation>方向键</translation>
        </message>
        <message>
            <source>Ctrl+arrow keys</source>
            <translation>Ctrl+方向键</translation>
        </message>
        <message>
            <source>Ctrl+drag from a port</source>
            <translation>Ctrl+从端口拖动</translation>
        </message>
        <message>
            <source>Cut wires</source>
            <translation>切断连线</translation>
        </message>
        <message>
            <source>Double-click on a wire</source>
            <translation>双击连线</translation>
        </message>
        <message>
            <source>Double-click, Space</source>
            <translation>双击、空格</translation>
        </message>
        <message>
            <source>Drag a wire onto a layer in use</source>
            <translation>把连线拖到已使用的层上</translation>
        </message>
        <message>
            <source>Drag from a port</source>
            <translation>从端口拖动</translation>
        </message>
        <message>
            <source>Drag, Shift+drag, Ctrl+click</source>
            <translation>拖动、Shift+拖动、Ctrl+点击</translation>
        </message>
        <message>
            <source>Draw a wire; on the empty canvas, add what fits</source>
            <translation>画连线；拖到空白画布上可添加合适的层</translation>
        </message>
        <message>
            <source>Drop a layer on a wire</source>
            <translation>把层放到连线上</translation>
        </message>
        <message>
            <source>Go from layer to layer along the wires</source>
            <translation>沿连线从一层走到另一层</translation>
        </message>
        <message>
            <source>Lead it through a dot; on a dot, take it away</source>
            <translation>让它经过一个转接点；双击转接点则去掉它</translation>
        </message>
        <message>
            <source>Middle-drag, Space+drag</source>
            <translation>中键拖动、空格+拖动</translation>
        </message>
        <message>
            <source>Move all its wires</source>
            <translation>移动它的全部连线</translation>
        </message>
        <message>
            <source>Move the canvas</source>
            <translation>移动画布</translation>
        </message>
        <message>
            <source>Move what is selected a little; with Shift further</source>
            <translation>微移所选内容；按 Shift 移得更远</translation>
        </message>
        <message>
            <source>Put it in; with Alt it stays beside</source>
            <translation>插入连线中；按住 Alt 则不插入</translation>
        </message>
        <message>
            <source>Remove all its wires</source>
            <translation>移除它的全部连线</translation>
        </message>
        <message>
            <source>Select, add, take or leave out</source>
            <translation>选择、加选、切换选择</translation>
        </message>
        <message>
            <source>Use the layer again, same weights</source>
            <translation>再次使用该层，共享权重</translation>
        </message>
        <message>
            <source>Wheel, pinch</source>
            <translation>滚轮、双指缩放</translation>
        </message>
        <message>
            <source>Zoom at the pointer</source>
            <translation>以指针为中心缩放</translation>
        </message>
    </context>
    <context>
        <name>KeysDialog</name>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>Keys and gestures</source>
            <translation>快捷键与手势</translation>
        </message>
        <message>
            <source>Mouse</source>
            <translation>鼠标</translation>
        </message>
        <message>
            <source>Search keys and gestures</source>
            <translation>搜索按键和手势</translation>
        </message>
    </context>
    <context>
        <name>KeysPage</name>
        <message>
            <source>All defaults</source>
            <translation>全部恢复默认</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>No key</source>
            <translation>无快捷键</translation>
        </message>
        <message>
            <source>Press the new keys</source>
            <translation>按下新的快捷键</translation>
        </message>
        <message>
            <source>Search commands and keys</source>
            <translation>搜索命令和快捷键</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>设定</translation>
        </message>
        <message>
            <source>Take them over</source>
            <translation>改给此命令</translation>
        </message>
        <message>
            <source>{keys} belong to {command}, which would have none of them any more.</source>
            <translation>{keys} 属于“{command}”，改后它将不再拥有。</translation>
        </message>
    </context>
    <context>
        <name>LayerPage</name>
        <message>
            <source>Calls</source>
            <translation>调用</translation>
        </message>
        <message>
            <source>Change {parameter} of {layer}</source>
            <translation>更改 {layer} 的{parameter}</translation>
        </message>
        <message>
            <source>Enter model</source>
            <translation>进入模型</translation>
        </message>
        <message>
            <source>Freeze {layer}</source>
            <translation>冻结 {layer}</translation>
        </message>
        <message>
            <source>Model {name}</source>
            <translation>模型 {name}</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Rename {layer}</source>
            <translation>重命名 {layer}</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Train {layer}</source>
            <translation>训练 {layer}</translation>
        </message>
        <message>
            <source>Trainable</source>
            <translation>可训练</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>call {n}</source>
            <translation>调用 {n}</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>&amp;Edit</source>
            <translation>编辑(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>文件(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Train</source>
            <translation>训练(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <source>About Layerloom</source>
            <translation>关于 Layerloom</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>Add {kind}</source>
            <translation>添加 {kind}</translation>
        </message>
        <message>
            <source>Align</source>
            <translation>对齐</translation>
        </message>
        <message>
            <source>Clear the list</source>
            <translation>清空列表</translation>
        </message>
        <message>
            <source>Close Window</source>
            <translation>关闭窗口</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Draw</source>
            <translation>绘制</translation>
        </message>
        <message>
            <source>Draw neural networks on a canvas and train them on the processor, with Keras' semantics.</source>
            <translation>在画布上绘制神经网络，并按 Keras 的语义在处理器上训练。</translation>
        </message>
        <message>
            <source>Edits can't be kept safe until you save: {reason}.</source>
            <translation>在您保存之前，修改无法得到安全保留：{reason}。</translation>
        </message>
        <message>
            <source>Emergency Copies</source>
            <translation>紧急副本</translation>
        </message>
        <message>
            <source>Export Model…</source>
            <translation>导出模型…</translation>
        </message>
        <message>
            <source>Export Picture…</source>
            <translation>导出图片…</translation>
        </message>
        <message>
            <source>Export Plot…</source>
            <translation>导出网络图…</translation>
        </message>
        <message>
            <source>Export Python Script…</source>
            <translation>导出 Python 脚本…</translation>
        </message>
        <message>
            <source>Filter the palette</source>
            <translation>筛选层面板</translation>
        </message>
        <message>
            <source>Find a layer…</source>
            <translation>查找层…</translation>
        </message>
        <message>
            <source>Go on training</source>
            <translation>继续训练</translation>
        </message>
        <message>
            <source>In a window of its own</source>
            <translation>在单独的窗口中</translation>
        </message>
        <message>
            <source>Interrupted Runs</source>
            <translation>中断的运行</translation>
        </message>
        <message>
            <source>Keys and gestures</source>
            <translation>按键与手势</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Language: {name}</source>
            <translation>语言：{name}</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>M&amp;odel</source>
            <translation>模型(&amp;O)</translation>
        </message>
        <message>
            <source>New</source>
            <translation>新建</translation>
        </message>
        <message>
            <source>New Window</source>
            <translation>新建窗口</translation>
        </message>
        <message>
            <source>New from Template</source>
            <translation>从模板新建</translation>
        </message>
        <message>
            <source>Next problem</source>
            <translation>下一个问题</translation>
        </message>
        <message>
            <source>Open Recent</source>
            <translation>打开最近的文件</translation>
        </message>
        <message>
            <source>Open the run's folder</source>
            <translation>打开运行文件夹</translation>
        </message>
        <message>
            <source>Open…</source>
            <translation>打开…</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Plot</source>
            <translation>网络图</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>打印…</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>问题</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Recover Unsaved Documents…</source>
            <translation>恢复未保存的文档…</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>参考手册</translation>
        </message>
        <message>
            <source>Report a Problem…</source>
            <translation>报告问题…</translation>
        </message>
        <message>
            <source>Resume {name}</source>
            <translation>恢复 {name}</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save As…</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>Search…</source>
            <translation>搜索…</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
        <message>
            <source>Show the Train page when a training starts</source>
            <translation>训练开始时显示训练页面</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Stop the training</source>
            <translation>停止训练</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>摘要</translation>
        </message>
        <message>
            <source>System</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>The language changes at the next start.</source>
            <translation>语言将在下次启动时更改。</translation>
        </message>
        <message>
            <source>The layers are no longer those of {name}, so training starts from fresh weights.</source>
            <translation>各层已不再是 {name} 的那些层，因此训练从新的权重开始。</translation>
        </message>
        <message>
            <source>The network is still training. Stop it?</source>
            <translation>网络仍在训练。要停止吗？</translation>
        </message>
        <message>
            <source>The run's folder could not be written: {reason}.</source>
            <translation>无法写入运行文件夹：{reason}。</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <source>Theme: {name}</source>
            <translation>主题：{name}</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>Training starts once the errors are mended.</source>
            <translation>修正错误后即可开始训练。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Undo History…</source>
            <translation>撤销历史…</translation>
        </message>
        <message>
            <source>What it has learnt so far is kept in the run's folder.</source>
            <translation>目前学到的结果会保留在运行文件夹中。</translation>
        </message>
    </context>
    <context>
        <name>MetricPlot</name>
        <message>
            <source>, validation {value}</source>
            <translation>，验证 {value}</translation>
        </message>
        <message>
            <source>step {step}, epoch {epoch}: {value}</source>
            <translation>第 {step} 步，第 {epoch} 轮：{value}</translation>
        </message>
    </context>
    <context>
        <name>ModelExport</name>
        <message>
            <source>Architecture as JSON</source>
            <translation>JSON 格式的结构</translation>
        </message>
        <message>
            <source>Export the model</source>
            <translation>导出模型</translation>
        </message>
        <message>
            <source>Keras model</source>
            <translation>Keras 模型</translation>
        </message>
        <message>
            <source>Keras model as HDF5, for older programs</source>
            <translation>HDF5 格式的 Keras 模型（供较早的程序使用）</translation>
        </message>
        <message>
            <source>ONNX, to run elsewhere</source>
            <translation>ONNX（供其他程序运行）</translation>
        </message>
        <message>
            <source>PyTorch module, with its weights beside it</source>
            <translation>PyTorch 模块，权重存于其旁</translation>
        </message>
        <message>
            <source>Weights as safetensors</source>
            <translation>safetensors 格式的权重</translation>
        </message>
        <message>
            <source>Weights for Keras</source>
            <translation>Keras 权重</translation>
        </message>
        <message>
            <source>{name} is written.</source>
            <translation>已写入 {name}。</translation>
        </message>
    </context>
    <context>
        <name>NotePage</name>
        <message>
            <source>Edit note</source>
            <translation>编辑注释</translation>
        </message>
        <message>
            <source>Frame</source>
            <translation>框</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>注释</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>文字</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>+ New model</source>
            <translation>+ 新建模型</translation>
        </message>
        <message>
            <source>Activation</source>
            <translation>激活函数</translation>
        </message>
        <message>
            <source>Add an empty model to the document and go into it</source>
            <translation>向文档添加一个空模型并进入</translation>
        </message>
        <message>
            <source>Add this line</source>
            <translation>添加这一行</translation>
        </message>
        <message>
            <source>Attention</source>
            <translation>注意力</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>模块</translation>
        </message>
        <message>
            <source>Convolution</source>
            <translation>卷积</translation>
        </message>
        <message>
            <source>Core</source>
            <translation>核心</translation>
        </message>
        <message>
            <source>Data sets</source>
            <translation>数据集</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Filter  ( / )</source>
            <translation>筛选  ( / )</translation>
        </message>
        <message>
            <source>Filter the layers</source>
            <translation>筛选层</translation>
        </message>
        <message>
            <source>LAYERS</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Merging</source>
            <translation>合并</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>New model</source>
            <translation>新建模型</translation>
        </message>
        <message>
            <source>Normalization</source>
            <translation>归一化</translation>
        </message>
        <message>
            <source>Operations</source>
            <translation>运算</translation>
        </message>
        <message>
            <source>Or a line as in quick-add: conv2d 32 3 relu &gt; flatten &gt; out 10</source>
            <translation>也可写一行，如快速添加：conv2d 32 3 relu &gt; flatten &gt; out 10</translation>
        </message>
        <message>
            <source>Pooling</source>
            <translation>池化</translation>
        </message>
        <message>
            <source>Preprocessing</source>
            <translation>预处理</translation>
        </message>
        <message>
            <source>Recurrent</source>
            <translation>循环</translation>
        </message>
        <message>
            <source>Regularization</source>
            <translation>正则化</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>重命名…</translation>
        </message>
        <message>
            <source>Reshaping</source>
            <translation>形状变换</translation>
        </message>
        <message>
            <source>Saved by you</source>
            <translation>我的收藏</translation>
        </message>
    </context>
    <context>
        <name>PartBars</name>
        <message>
            <source>training</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>validation</source>
            <translation>验证</translation>
        </message>
        <message>
            <source>{n} samples for training, {k} for validation</source>
            <translation>{n} 个样本用于训练，{k} 个用于验证</translation>
        </message>
    </context>
    <context>
        <name>PathEditor</name>
        <message>
            <source>Choose a file</source>
            <translation>选择文件</translation>
        </message>
        <message>
            <source>Choose a folder</source>
            <translation>选择文件夹</translation>
        </message>
        <message>
            <source>Choose data</source>
            <translation>选择数据</translation>
        </message>
    </context>
    <context>
        <name>PictureDialog</name>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>In light colours</source>
            <translation>使用浅色</translation>
        </message>
        <message>
            <source>Models inside on pages of their own</source>
            <translation>内部模型各占一页</translation>
        </message>
        <message>
            <source>Picture of the canvas</source>
            <translation>画布图片</translation>
        </message>
        <message>
            <source>Pixels for a unit</source>
            <translation>每单位像素</translation>
        </message>
        <message>
            <source>The selection</source>
            <translation>所选内容</translation>
        </message>
        <message>
            <source>The whole model</source>
            <translation>整个模型</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
    </context>
    <context>
        <name>PlanForm</name>
        <message>
            <source>Change {parameter}</source>
            <translation>更改{parameter}</translation>
        </message>
    </context>
    <context>
        <name>PlanPage</name>
        <message>
            <source>How it is trained</source>
            <translation>训练方式</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Name of the model</source>
            <translation>模型名称</translation>
        </message>
        <message>
            <source>Nested model</source>
            <translation>嵌套模型</translation>
        </message>
        <message>
            <source>Operations per sample</source>
            <translation>每个样本的运算量</translation>
        </message>
        <message>
            <source>Rename the model to {name}</source>
            <translation>将模型重命名为 {name}</translation>
        </message>
        <message>
            <source>The loss and the metrics are parameters of each Output.</source>
            <translation>损失和指标是各个 Output 的参数。</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>权重</translation>
        </message>
    </context>
    <context>
        <name>PlotPanel</name>
        <message>
            <source>Activations</source>
            <translation>激活函数</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>适合窗口</translation>
        </message>
        <message>
            <source>Left to right</source>
            <translation>从左到右</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Save the picture</source>
            <translation>保存图片</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Shapes</source>
            <translation>形状</translation>
        </message>
        <message>
            <source>Unfold models</source>
            <translation>展开模型</translation>
        </message>
    </context>
    <context>
        <name>ProblemsPanel</name>
        <message>
            <source>No problems.</source>
            <translation>没有问题。</translation>
        </message>
        <message>
            <source>No problems: the document is ready to train.</source>
            <translation>没有问题：文档可以训练。</translation>
        </message>
        <message>
            <source>{layer} in {model}</source>
            <translation>{model} 中的 {layer}</translation>
        </message>
    </context>
    <context>
        <name>ProposalCard</name>
        <message>
            <source>A sensible one for this data,</source>
            <translation>适合此数据的网络，</translation>
        </message>
        <message>
            <source>Column that is to be learnt</source>
            <translation>要学习的列</translation>
        </message>
        <message>
            <source>Draw it</source>
            <translation>绘制</translation>
        </message>
        <message>
            <source>No network yet?</source>
            <translation>还没有网络？</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>还有 {n} 项</translation>
        </message>
        <message>
            <source>that learns</source>
            <translation>学习</translation>
        </message>
        <message>
            <source>…</source>
            <translation>…</translation>
        </message>
    </context>
    <context>
        <name>QuickAdd</name>
        <message>
            <source>Add a layer…  or a line:  conv2d 32 3 relu &gt; flatten &gt; out 10</source>
            <translation>添加层…  或一行：conv2d 32 3 relu &gt; flatten &gt; out 10</translation>
        </message>
        <message>
            <source>Add layers</source>
            <translation>添加层</translation>
        </message>
        <message>
            <source>Nothing fits</source>
            <translation>没有合适的项</translation>
        </message>
    </context>
    <context>
        <name>RangeRow</name>
        <message>
            <source>16..128 or 16..128:16 in steps, 0.0001..0.1:log by magnitude, relu,tanh or true,false for choices</source>
            <translation>16..128 或带步长 16..128:16，按数量级 0.0001..0.1:log，选项 relu,tanh 或 true,false</translation>
        </message>
        <message>
            <source>Remove this range</source>
            <translation>移除这个范围</translation>
        </message>
        <message>
            <source>Setting that is tried</source>
            <translation>要尝试的设置</translation>
        </message>
        <message>
            <source>Values that are tried</source>
            <translation>要尝试的值</translation>
        </message>
    </context>
    <context>
        <name>RangesEditor</name>
        <message>
            <source>Try a setting</source>
            <translation>尝试一个设置</translation>
        </message>
    </context>
    <context>
        <name>Recovery</name>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Delete the edits</source>
            <translation>删除这些修改</translation>
        </message>
        <message>
            <source>Delete what was left of {name}? It can't be had back.</source>
            <translation>删除 {name} 遗留下来的内容吗？删除后无法找回。</translation>
        </message>
        <message>
            <source>Open the saved file</source>
            <translation>打开已保存的文件</translation>
        </message>
        <message>
            <source>Open with these edits</source>
            <translation>带着这些修改打开</translation>
        </message>
        <message>
            <source>With them it opens as a copy; the file stays as it is until you save.</source>
            <translation>带着这些修改会作为副本打开；在您保存之前，文件保持原样。</translation>
        </message>
        <message>
            <source>{name} has edits of {time} that were never saved.</source>
            <translation>{name} 有 {time} 的修改从未保存过。</translation>
        </message>
    </context>
    <context>
        <name>RecoveryDialog</name>
        <message>
            <source>A recovered document opens as a copy. Its file stays as it is until you save.</source>
            <translation>恢复的文档作为副本打开。在您保存之前，它的文件保持原样。</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>删除…</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>以后再说</translation>
        </message>
        <message>
            <source>Layerloom ended before these documents were saved.</source>
            <translation>Layerloom 在这些文档保存之前就结束了。</translation>
        </message>
        <message>
            <source>Recover</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>never saved</source>
            <translation>从未保存</translation>
        </message>
    </context>
    <context>
        <name>Reference</name>
        <message>
            <source>Callbacks</source>
            <translation>回调</translation>
        </message>
        <message>
            <source>Constraints</source>
            <translation>约束</translation>
        </message>
        <message>
            <source>Initializers</source>
            <translation>初始化器</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Learning-rate schedules</source>
            <translation>学习率调度</translation>
        </message>
        <message>
            <source>Losses</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Optimizers</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>Regularizers</source>
            <translation>正则化器</translation>
        </message>
    </context>
    <context>
        <name>ReferenceWindow</name>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Filter the reference</source>
            <translation>筛选参考手册</translation>
        </message>
        <message>
            <source>Kinds</source>
            <translation>种类</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>页面</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>参考手册</translation>
        </message>
    </context>
    <context>
        <name>ReportDialog</name>
        <message>
            <source>Report a problem</source>
            <translation>报告问题</translation>
        </message>
        <message>
            <source>Save the report…</source>
            <translation>保存报告…</translation>
        </message>
        <message>
            <source>Say besides what you did, what you expected, and what happened.</source>
            <translation>另外请说明您做了什么、期望什么、发生了什么。</translation>
        </message>
        <message>
            <source>The report stays on this machine until you give it to somebody. It holds this and nothing else:</source>
            <translation>在您把它交给别人之前，报告只留在这台机器上。它只包含以下内容：</translation>
        </message>
    </context>
    <context>
        <name>RowsModel</name>
        <message>
            <source>missing</source>
            <translation>缺失</translation>
        </message>
    </context>
    <context>
        <name>RunList</name>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
    </context>
    <context>
        <name>ScheduledEditor</name>
        <message>
            <source>constant</source>
            <translation>恒定</translation>
        </message>
    </context>
    <context>
        <name>SearchPill</name>
        <message>
            <source>Search layers and actions</source>
            <translation>搜索层和操作</translation>
        </message>
        <message>
            <source>Search layers, actions…</source>
            <translation>搜索层、操作…</translation>
        </message>
        <message>
            <source>Search…</source>
            <translation>搜索…</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>A document's own setting goes before.</source>
            <translation>文档自己的设置优先。</translation>
        </message>
        <message>
            <source>All cores</source>
            <translation>全部核心</translation>
        </message>
        <message>
            <source>Every edit is kept at once: nothing is lost if the program ends, and there is no interval.</source>
            <translation>每次编辑都立即保存：程序退出也不会丢失，因此没有间隔设置。</translation>
        </message>
        <message>
            <source>General</source>
            <translation>常规</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Processor cores for training</source>
            <translation>训练使用的处理器核心数</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
    </context>
    <context>
        <name>SeveralPage</name>
        <message>
            <source>Change {parameter} of {n} layers</source>
            <translation>更改 {n} 个层的{parameter}</translation>
        </message>
        <message>
            <source>Freeze {n} layers</source>
            <translation>冻结 {n} 个层</translation>
        </message>
        <message>
            <source>These layers have no parameter in common.</source>
            <translation>这些层没有共同的参数。</translation>
        </message>
        <message>
            <source>Train {n} layers</source>
            <translation>训练 {n} 个层</translation>
        </message>
        <message>
            <source>Trainable</source>
            <translation>可训练</translation>
        </message>
        <message>
            <source>Trainable (some)</source>
            <translation>可训练（部分）</translation>
        </message>
        <message>
            <source>{n} layers</source>
            <translation>{n} 个层</translation>
        </message>
    </context>
    <context>
        <name>SourceCard</name>
        <message>
            <source>A table, pictures, arrays, or one made for trying out</source>
            <translation>表格、图片、数组，或供试用的数据</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>更改</translation>
        </message>
        <message>
            <source>Data set</source>
            <translation>数据集</translation>
        </message>
        <message>
            <source>How it is read: marks, letters, header; or another kind of data</source>
            <translation>读取方式：分隔符、编码、表头；或另一种数据</translation>
        </message>
        <message>
            <source>No data yet</source>
            <translation>还没有数据</translation>
        </message>
        <message>
            <source>Read it as {encoding}</source>
            <translation>按 {encoding} 读取</translation>
        </message>
        <message>
            <source>Reading the data…</source>
            <translation>正在读取数据…</translation>
        </message>
        <message>
            <source>{n} columns</source>
            <translation>{n} 列</translation>
        </message>
        <message>
            <source>{n} samples</source>
            <translation>{n} 个样本</translation>
        </message>
    </context>
    <context>
        <name>SpecEditor</name>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>several values</source>
            <translation>多个值</translation>
        </message>
    </context>
    <context>
        <name>SpecForm</name>
        <message>
            <source>Advanced</source>
            <translation>高级</translation>
        </message>
    </context>
    <context>
        <name>SpecRow</name>
        <message>
            <source>Move down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
    </context>
    <context>
        <name>SpecsEditor</name>
        <message>
            <source>Add…</source>
            <translation>添加…</translation>
        </message>
    </context>
    <context>
        <name>SplitCard</name>
        <message>
            <source>Classes, training | validation</source>
            <translation>各类别，训练 | 验证</translation>
        </message>
        <message>
            <source>{n} rows are left out because of gaps</source>
            <translation>因缺失去掉了 {n} 行</translation>
        </message>
    </context>
    <context>
        <name>SummaryPanel</name>
        <message>
            <source>Connected to</source>
            <translation>连接自</translation>
        </message>
        <message>
            <source>Copy as text</source>
            <translation>复制为文本</translation>
        </message>
        <message>
            <source>It feeds no output and is not trained.</source>
            <translation>它不通向任何输出，不会被训练。</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>种类</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Output shape</source>
            <translation>输出形状</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>摘要</translation>
        </message>
        <message>
            <source>Unfold nested models</source>
            <translation>展开嵌套模型</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>{n} frozen</source>
            <translation>{n} 个已冻结</translation>
        </message>
        <message>
            <source>{n} more in layers that lead to no output</source>
            <translation>另有 {n} 个在不通向输出的层中</translation>
        </message>
        <message>
            <source>{n} trainable</source>
            <translation>{n} 个可训练</translation>
        </message>
        <message>
            <source>{n} weights ({size})</source>
            <translation>{n} 个权重（{size}）</translation>
        </message>
    </context>
    <context>
        <name>SweepPanel</name>
        <message>
            <source>Change what a sweep tries</source>
            <translation>更改扫描尝试的内容</translation>
        </message>
        <message>
            <source>Change {parameter} of the sweep</source>
            <translation>更改扫描的{parameter}</translation>
        </message>
        <message>
            <source>Earlier sweeps</source>
            <translation>以前的扫描</translation>
        </message>
        <message>
            <source>Give the document the settings of the chosen trial, or of the best</source>
            <translation>把所选试验（或最佳试验）的设置写入文档</translation>
        </message>
        <message>
            <source>How</source>
            <translation>如何尝试</translation>
        </message>
        <message>
            <source>Set in the document</source>
            <translation>写入文档</translation>
        </message>
        <message>
            <source>Set the values of trial {number}</source>
            <translation>采用第 {number} 次试验的值</translation>
        </message>
        <message>
            <source>Start the sweep</source>
            <translation>开始扫描</translation>
        </message>
        <message>
            <source>Stop at once</source>
            <translation>立即停止</translation>
        </message>
        <message>
            <source>Stop the sweep</source>
            <translation>停止扫描</translation>
        </message>
        <message>
            <source>The sweep's folder could not be written: {reason}.</source>
            <translation>无法写入扫描的文件夹：{reason}。</translation>
        </message>
        <message>
            <source>The trials of a sweep appear here, the best first.</source>
            <translation>扫描的试验显示在这里，最好的在前。</translation>
        </message>
        <message>
            <source>There are none yet</source>
            <translation>还没有</translation>
        </message>
        <message>
            <source>Trials</source>
            <translation>试验</translation>
        </message>
        <message>
            <source>What is tried</source>
            <translation>尝试什么</translation>
        </message>
        <message>
            <source>best: trial {number}, {monitor} {value}</source>
            <translation>最佳：试验 {number}，{monitor} {value}</translation>
        </message>
        <message>
            <source>sweep · trial {number}</source>
            <translation>扫描 · 试验 {number}</translation>
        </message>
        <message>
            <source>{done} of {wanted} trials</source>
            <translation>{wanted} 次试验中的 {done} 次</translation>
        </message>
    </context>
    <context>
        <name>TextEditor</name>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>several values</source>
            <translation>多个值</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>End now</source>
            <translation>立即结束</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>There are edits that are not saved</source>
            <translation>有尚未保存的修改</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>— edited</source>
            <translation>— 已修改</translation>
        </message>
    </context>
    <context>
        <name>TrainPage</name>
        <message>
            <source>Earlier runs appear here, to be compared.</source>
            <translation>先前的训练会出现在这里，可供比较。</translation>
        </message>
        <message>
            <source>How it is trained</source>
            <translation>训练方式</translation>
        </message>
        <message>
            <source>One training</source>
            <translation>单次训练</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>训练记录</translation>
        </message>
        <message>
            <source>Sweep</source>
            <translation>扫描</translation>
        </message>
    </context>
    <context>
        <name>TrainingPanel</name>
        <message>
            <source>Epoch</source>
            <translation>轮次</translation>
        </message>
        <message>
            <source>Follow newest</source>
            <translation>跟随最新</translation>
        </message>
        <message>
            <source>Go on from the last checkpoint, to the very weights that it would have ended with</source>
            <translation>从上一个检查点继续，最终得到与未中断时完全相同的权重</translation>
        </message>
        <message>
            <source>Horizontal axis</source>
            <translation>横轴</translation>
        </message>
        <message>
            <source>Log axis</source>
            <translation>对数轴</translation>
        </message>
        <message>
            <source>Loss and metrics appear here with the first steps of the training.</source>
            <translation>训练的最初几步开始后，损失和指标会显示在这里。</translation>
        </message>
        <message>
            <source>Press Train: loss and metrics appear here while the network learns.</source>
            <translation>点击“训练”：网络学习时，损失和指标会显示在这里。</translation>
        </message>
        <message>
            <source>Resume this run</source>
            <translation>恢复此运行</translation>
        </message>
        <message>
            <source>Smoothing</source>
            <translation>平滑</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>步</translation>
        </message>
        <message>
            <source>Time (s)</source>
            <translation>时间 (秒)</translation>
        </message>
        <message>
            <source>Training progress</source>
            <translation>训练进度</translation>
        </message>
    </context>
    <context>
        <name>TrainingStatus</name>
        <message>
            <source>Compiling kernels, first run only, {k} of {n}</source>
            <translation>正在编译内核（仅首次运行），{k} / {n}</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Preparing kernels… {k} of {n}</source>
            <translation>正在准备内核… {k} / {n}</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>正在启动…</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>正在停止…</translation>
        </message>
        <message>
            <source>epoch {e} / {n}</source>
            <translation>轮次 {e} / {n}</translation>
        </message>
        <message>
            <source>{n} samples/s</source>
            <translation>{n} 样本/秒</translation>
        </message>
        <message>
            <source>{time} an epoch</source>
            <translation>每轮 {time}</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>剩余 {time}</translation>
        </message>
    </context>
    <context>
        <name>TrialTable</name>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Trial</source>
            <translation>试验</translation>
        </message>
        <message>
            <source>ended early</source>
            <translation>提前结束</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>trained</source>
            <translation>已训练</translation>
        </message>
        <message>
            <source>under way</source>
            <translation>进行中</translation>
        </message>
    </context>
    <context>
        <name>TryMenu</name>
        <message>
            <source>Try several values…</source>
            <translation>尝试多个值…</translation>
        </message>
    </context>
    <context>
        <name>WayView</name>
        <message>
            <source>as it is</source>
            <translation>原样</translation>
        </message>
        <message>
            <source>mean {m}, deviation {s}</source>
            <translation>均值 {m}，标准差 {s}</translation>
        </message>
        <message>
            <source>{column}, as it is</source>
            <translation>{column}，原样</translation>
        </message>
        <message>
            <source>{column}, as the network gets it</source>
            <translation>{column}，网络所见</translation>
        </message>
        <message>
            <source>{n} classes</source>
            <translation>{n} 个类别</translation>
        </message>
    </context>
    <context>
        <name>Whereabouts</name>
        <message>
            <source>Untitled</source>
            <translation>未命名</translation>
        </message>
        <message>
            <source>{name} (reading only)</source>
            <translation>{name}（只读）</translation>
        </message>
    </context>
    <context>
        <name>WorkspaceSwitch</name>
        <message>
            <source>In a window of its own</source>
            <translation>在单独的窗口中</translation>
        </message>
        <message>
            <source>Workspaces</source>
            <translation>工作区</translation>
        </message>
    </context>
    <context>
        <name>_Stops</name>
        <message>
            <source>Steps</source>
            <translation>步骤</translation>
        </message>
    </context>
    <context>
        <name>_View</name>
        <message>
            <source>Rows</source>
            <translation>行</translation>
        </message>
    </context>
    <context>
        <name>graph</name>
        <message>
            <source>
Epoch {epoch}: ReduceLROnPlateau reducing learning rate to {rate}.</source>
            <translation>
第 {epoch} 轮：ReduceLROnPlateau 将学习率降为 {rate}。</translation>
        </message>
        <message>
            <source>
Epoch {epoch}: finished saving model to {path}</source>
            <translation>
第 {epoch} 轮：模型已保存到 {path}</translation>
        </message>
        <message>
            <source>
Epoch {epoch}: saving model to {path}</source>
            <translation>
第 {epoch} 轮：正在将模型保存到 {path}</translation>
        </message>
        <message>
            <source>
Epoch {epoch}: {name} did not improve from {before}</source>
            <translation>
第 {epoch} 轮：{name} 没有优于 {before}</translation>
        </message>
        <message>
            <source>
Epoch {epoch}: {name} improved from {before} to {value:.5f}, saving model to {path}</source>
            <translation>
第 {epoch} 轮：{name} 从 {before} 改善到 {value:.5f}，正在将模型保存到 {path}</translation>
        </message>
        <message>
            <source>(before, after) for depth, rows and columns; a number for both sides</source>
            <translation>深度、行和列各自的（前，后）；一个数表示两侧相同</translation>
        </message>
        <message>
            <source>(not trained)</source>
            <translation>（不训练）</translation>
        </message>
        <message>
            <source>(top, bottom), (left, right): rows and columns added; a number for both sides</source>
            <translation>（上，下），（左，右）：补上的行数和列数；一个数表示两侧相同</translation>
        </message>
        <message>
            <source>(top, bottom), (left, right): rows and columns cut off; a number for both sides</source>
            <translation>（上，下），（左，右）：切掉的行数和列数；一个数表示两侧相同</translation>
        </message>
        <message>
            <source>* takes how often, from 1 to {most}, such as *3.</source>
            <translation>* 后面写重复次数，从 1 到 {most}，例如 *3。</translation>
        </message>
        <message>
            <source>--force is about the file of -o, which is not given.</source>
            <translation>--force 针对 -o 的文件，但没有给出 -o。</translation>
        </message>
        <message>
            <source>--learn is for a network made for the data: the template's Output says what it learns.</source>
            <translation>--learn 用于为数据生成的网络：模板的 Output 已说明它学习什么。</translation>
        </message>
        <message>
            <source>--processes starts the processes itself, so it can't be given to one that mpiexec has started.</source>
            <translation>--processes 会自己启动进程，因此不能用于由 mpiexec 启动的进程。</translation>
        </message>
        <message>
            <source>--time must be minutes, H:MM:SS or D-HH:MM:SS. Received: {given!r:.40}.</source>
            <translation>--time 必须是分钟数、H:MM:SS 或 D-HH:MM:SS。收到：{given!r:.40}。</translation>
        </message>
        <message>
            <source>0 below 0, 1 above, and the second at 0.</source>
            <translation>小于 0 为 0，大于 0 为 1，等于 0 为第二个数。</translation>
        </message>
        <message>
            <source>0 for what is not below 0, else π.</source>
            <translation>不小于 0 的为 0，否则为 π。</translation>
        </message>
        <message>
            <source>0 or less: shades are counted as often as they occur</source>
            <translation>0 或更小：色阶按实际出现次数计数</translation>
        </message>
        <message>
            <source>0: grey, 0.5: as it is, 1: full; one number goes both ways</source>
            <translation>0：灰色，0.5：不变，1：完全饱和；一个数表示两个方向</translation>
        </message>
        <message>
            <source>0: soft, 0.5: as it is, 1: sharp; one number: from 0 on</source>
            <translation>0：柔和，0.5：不变，1：锐利；一个数：从 0 开始</translation>
        </message>
        <message>
            <source>1 by each number.</source>
            <translation>1 除以每个数。</translation>
        </message>
        <message>
            <source>1 by the square root of each number.</source>
            <translation>1 除以每个数的平方根。</translation>
        </message>
        <message>
            <source>1 for magnitude, 2 for power</source>
            <translation>1 为幅度，2 为功率</translation>
        </message>
        <message>
            <source>1 for what is above 0, −1 for what is below.</source>
            <translation>大于 0 的为 1，小于 0 的为 −1。</translation>
        </message>
        <message>
            <source>1 less the error function of each number.</source>
            <translation>1 减去每个数的误差函数。</translation>
        </message>
        <message>
            <source>1,797 handwritten digits of the UCI repository (Alpaydin, Kaynak)</source>
            <translation>UCI 数据库的 1,797 个手写数字（Alpaydin、Kaynak）</translation>
        </message>
        <message>
            <source>1,797 handwritten digits, measured; as 8×8, 28×28 or 32×32×3 images</source>
            <translation>1,797 个真实手写数字；图像为 8×8、28×28 或 32×32×3</translation>
        </message>
        <message>
            <source>1: along a straight line</source>
            <translation>1：沿直线下降</translation>
        </message>
        <message>
            <source>1: grey; one number goes both ways</source>
            <translation>1：灰色；一个数表示两个方向</translation>
        </message>
        <message>
            <source>1: half of the circle, either way</source>
            <translation>1：半个色环，任一方向</translation>
        </message>
        <message>
            <source>1: say so when something is done.</source>
            <translation>1：有动作时说明。</translation>
        </message>
        <message>
            <source>2 to the power of each number.</source>
            <translation>2 的每个数次幂。</translation>
        </message>
        <message>
            <source>&gt; 30, = 2, missing</source>
            <translation>&gt; 30、= 2、缺失</translation>
        </message>
        <message>
            <source>A * stands behind what it repeats.</source>
            <translation>* 要写在被重复的内容后面。</translation>
        </message>
        <message>
            <source>A .npy file, several separated by ';', or a folder of them. Each is a column.</source>
            <translation>一个 .npy 文件、用 ';' 分隔的多个文件，或一个文件夹。每个文件是一列。</translation>
        </message>
        <message>
            <source>A Lambda is read as the operations that its function makes.</source>
            <translation>Lambda 按其函数所做的运算读入。</translation>
        </message>
        <message>
            <source>A NumPy archive (.npz): each array is a column</source>
            <translation>NumPy 归档 (.npz)：每个数组是一列</translation>
        </message>
        <message>
            <source>A batch has {batch} samples, but the data only {samples}: each epoch is a single step.</source>
            <translation>一批有 {batch} 个样本，而数据只有 {samples} 个：每轮只有一步。</translation>
        </message>
        <message>
            <source>A batch must be x, (x, y) or (x, y, sample_weight). Received: a tuple of {n}.</source>
            <translation>一个批次必须是 x、(x, y) 或 (x, y, sample_weight)。收到的是：含 {n} 项的元组。</translation>
        </message>
        <message>
            <source>A binding is written NAME=COLUMN or NAME=COLUMN:STEPS. Received: {text}.</source>
            <translation>绑定写作 NAME=COLUMN 或 NAME=COLUMN:STEPS。收到：{text}。</translation>
        </message>
        <message>
            <source>A binding needs the name of a column. Received: {column!r}.</source>
            <translation>绑定需要列名。收到：{column!r}。</translation>
        </message>
        <message>
            <source>A cell, or several one after the other, over a sequence.</source>
            <translation>对序列逐步运行一个或多个依次相连的单元。</translation>
        </message>
        <message>
            <source>A class number is {number}; one-hot has classes 0 to {last}.</source>
            <translation>有类别编号 {number}；独热编码的类别为 0 到 {last}。</translation>
        </message>
        <message>
            <source>A class whose rows do not count.</source>
            <translation>其行不计入的类别。</translation>
        </message>
        <message>
            <source>A config is made of dicts, lists, texts and numbers. Received: {given!r:.80}.</source>
            <translation>配置由字典、列表、文本和数字组成。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>A convolution by a kernel that is given.</source>
            <translation>用给定的卷积核做卷积。</translation>
        </message>
        <message>
            <source>A convolution of each channel by itself, by a kernel that is given.</source>
            <translation>用给定的卷积核对每个通道单独做卷积。</translation>
        </message>
        <message>
            <source>A convolution of each channel, and one that mixes channels.</source>
            <translation>先对每个通道做卷积，再做混合通道的卷积。</translation>
        </message>
        <message>
            <source>A convolution turned round, by a kernel that is given.</source>
            <translation>用给定的卷积核做转置卷积。</translation>
        </message>
        <message>
            <source>A dense layer whose product is an equation: activation(einsum(x, kernel) + bias).</source>
            <translation>乘积写成等式的全连接层：activation(einsum(x, kernel) + bias)。</translation>
        </message>
        <message>
            <source>A depthwise convolution among more channels, as in MobileNetV2.</source>
            <translation>在更多通道中做深度卷积，如 MobileNetV2。</translation>
        </message>
        <message>
            <source>A fixed mixed order, so that the last part, which validation takes, has every writer.</source>
            <translation>固定的打乱顺序，使作为验证集的最后一部分包含每位书写者。</translation>
        </message>
        <message>
            <source>A folder of MNIST's four files (idx), packed or not</source>
            <translation>含 MNIST 四个文件（idx）的文件夹，压缩与否均可</translation>
        </message>
        <message>
            <source>A folder with one subfolder of pictures per class</source>
            <translation>每个类别一个图片子文件夹的文件夹</translation>
        </message>
        <message>
            <source>A folder with one subfolder of sounds (.wav) per class</source>
            <translation>每个类别一个声音（.wav）子文件夹的文件夹</translation>
        </message>
        <message>
            <source>A folder with one subfolder of texts (.txt) per class</source>
            <translation>每个类别一个文本（.txt）子文件夹的文件夹</translation>
        </message>
        <message>
            <source>A folder with pictures in one subfolder and their masks in another</source>
            <translation>一个子文件夹放图片、另一个放其掩码的文件夹</translation>
        </message>
        <message>
            <source>A grid needs steps, and {key} may be any number of its range.</source>
            <translation>网格需要步长，而 {key} 可以取范围内的任意数。</translation>
        </message>
        <message>
            <source>A lambda has no name by which it could be written. Give the function one, by def.</source>
            <translation>lambda 没有可以写下的名称。请用 def 给函数一个名称。</translation>
        </message>
        <message>
            <source>A layer called in series</source>
            <translation>串联调用的层</translation>
        </message>
        <message>
            <source>A layer of the kind {kind} can't be computed: {reason}</source>
            <translation>无法计算 {kind} 类型的层：{reason}</translation>
        </message>
        <message>
            <source>A layer of the kind {kind} has no name.</source>
            <translation>有一个 {kind} 类型的层没有名称。</translation>
        </message>
        <message>
            <source>A layer whose kernel is divided by its largest singular value while training.</source>
            <translation>训练时把内部层的 kernel 除以其最大奇异值。</translation>
        </message>
        <message>
            <source>A layer {name} can't be read from a script.</source>
            <translation>无法从脚本读入层 {name}。</translation>
        </message>
        <message>
            <source>A line draws at most {most} layers.</source>
            <translation>一行最多画 {most} 个层。</translation>
        </message>
        <message>
            <source>A mask holds true or false for each step of {shape}, samples and steps. Received: {dtype}, {mask}.</source>
            <translation>掩码对 {shape} 的每一步（样本与步）给出真或假。收到：{dtype}，{mask}。</translation>
        </message>
        <message>
            <source>A model at each step expects a sequence, (batch, steps, …) with three axes or more. Received: {shape}.</source>
            <translation>逐步应用的模型需要一个序列（批次, 步, …），至少三个轴。收到：{shape}。</translation>
        </message>
        <message>
            <source>A model can't contain itself: {name}.</source>
            <translation>模型不能包含自身：{name}。</translation>
        </message>
        <message>
            <source>A model is written as F{models}, code as F.py, F.ipynb, or a folder without an ending. Received: {path}.</source>
            <translation>模型可写为 F{models}，代码可写为 F.py、F.ipynb 或不带扩展名的文件夹。收到：{path}。</translation>
        </message>
        <message>
            <source>A module for PyTorch is written as F.py. Received: {path}.</source>
            <translation>PyTorch 模块写作 F.py。收到的是：{path}。</translation>
        </message>
        <message>
            <source>A name must be a text without a slash. Received: {name!r:.80}.</source>
            <translation>名称必须是不含斜杠的文本。收到：{name!r:.80}。</translation>
        </message>
        <message>
            <source>A new axis of size 1.</source>
            <translation>大小为 1 的新轴。</translation>
        </message>
        <message>
            <source>A number that must be bettered for the waiting to begin anew.</source>
            <translation>必须超过这个数，等待才重新开始。</translation>
        </message>
        <message>
            <source>A number that the first saved model must be better than.</source>
            <translation>第一个保存的模型必须优于这个数。</translation>
        </message>
        <message>
            <source>A part of a text, or missing</source>
            <translation>文本的一部分，或“缺失”</translation>
        </message>
        <message>
            <source>A picture's name must end in .png, .svg or .pdf. Received: {name}.</source>
            <translation>图片文件名必须以 .png、.svg 或 .pdf 结尾。收到：{name}。</translation>
        </message>
        <message>
            <source>A plot can be written as {known}. Received: {path}.</source>
            <translation>网络图可以写为 {known}。收到：{path}。</translation>
        </message>
        <message>
            <source>A range is written KEY=RANGE, such as dense.units=16..128. Received: {text}.</source>
            <translation>范围写作 KEY=RANGE，例如 dense.units=16..128。收到的是：{text}。</translation>
        </message>
        <message>
            <source>A range of the sweep can't be read: {reason}</source>
            <translation>扫描的一个范围无法读取：{reason}</translation>
        </message>
        <message>
            <source>A recurrent layer that reads a sequence from its beginning, and a twin from its end.</source>
            <translation>一个循环层从头读序列，另一个与它相同的层从尾读起。</translation>
        </message>
        <message>
            <source>A result of the model, with the loss that trains it.</source>
            <translation>模型的一个结果，以及训练它的损失。</translation>
        </message>
        <message>
            <source>A run goes on as it began: --resume can't be given beside {given}. Only --epochs and --threads may be others.</source>
            <translation>运行按开始时的设置继续：--resume 不能与 {given} 同时使用。只有 --epochs 和 --threads 可以改变。</translation>
        </message>
        <message>
            <source>A saved selection needs a name. Received: {name!r:.80}.</source>
            <translation>保存的选择需要名称。收到：{name!r:.80}。</translation>
        </message>
        <message>
            <source>A script can be written in these forms: {forms}. Received: {form}.</source>
            <translation>脚本可以写成以下形式：{forms}。收到：{form}。</translation>
        </message>
        <message>
            <source>A sequence of labels for a longer sequence of steps, wherever in it each label stands.</source>
            <translation>为较长的步序列匹配标签序列，无论各标签位于何处。</translation>
        </message>
        <message>
            <source>A sheet of a workbook (.xlsx, .xls, .ods): each column of it is a column here</source>
            <translation>工作簿（.xlsx、.xls、.ods）中的一张工作表：它的每一列在这里是一列</translation>
        </message>
        <message>
            <source>A sigmoid of one straight line.</source>
            <translation>由一条直线组成的 sigmoid。</translation>
        </message>
        <message>
            <source>A sigmoid of straight lines.</source>
            <translation>由直线组成的 sigmoid。</translation>
        </message>
        <message>
            <source>A slice can hold ... once only.</source>
            <translation>切片中只能有一个 ...。</translation>
        </message>
        <message>
            <source>A slice is made of numbers, slices such as 1:3, None and ..., separated by commas. Received: {given:.80}.</source>
            <translation>切片由数、1:3 这样的切片、None 和 ... 组成，用逗号分开。收到：{given:.80}。</translation>
        </message>
        <message>
            <source>A slice of a tensor is made of numbers, slices such as 1:3, None and ..., separated by commas. Received: {given!r:.80}. See ops.take.</source>
            <translation>张量的切片由数、1:3 这样的切片、None 和 ... 组成，用逗号分开。收到：{given!r:.80}。参见 ops.take。</translation>
        </message>
        <message>
            <source>A slice of {n} axes goes too far for {shape}.</source>
            <translation>{n} 个轴的切片超出了 {shape}。</translation>
        </message>
        <message>
            <source>A smaller learning rate usually helps, or a limit to the gradients (clipnorm), or data scaled to numbers around 1.</source>
            <translation>通常可以减小学习率、限制梯度（clipnorm），或把数据缩放到 1 左右。</translation>
        </message>
        <message>
            <source>A smooth relu made of a root.</source>
            <translation>由平方根构成的平滑 relu。</translation>
        </message>
        <message>
            <source>A smooth relu.</source>
            <translation>平滑的 relu。</translation>
        </message>
        <message>
            <source>A softplus that reaches 0 and x.</source>
            <translation>能取到 0 和 x 的 softplus。</translation>
        </message>
        <message>
            <source>A split is written HOW:SHARE, as in stratified:.2. Received: {text}.</source>
            <translation>划分写作 HOW:SHARE，如 stratified:.2。收到：{text}。</translation>
        </message>
        <message>
            <source>A stage of a U-Net down to half the size; its second result is for the stage up.</source>
            <translation>U-Net 的下采样段，尺寸减半；第二个结果留给上采样段。</translation>
        </message>
        <message>
            <source>A stage of a U-Net up to twice the size, with what the stage down kept.</source>
            <translation>U-Net 的上采样段，尺寸加倍，并用到下采样段保留的结果。</translation>
        </message>
        <message>
            <source>A stratified split needs an Output with a target to know the classes. Take the shuffled one.</source>
            <translation>分层划分需要一个带目标的输出才能知道类别。请改用随机划分。</translation>
        </message>
        <message>
            <source>A stratified split needs class numbers, but column {column!r} has other targets. Take the shuffled one.</source>
            <translation>分层划分需要类别编号，但列 {column!r} 是其他目标。请改用随机划分。</translation>
        </message>
        <message>
            <source>A sweep goes on as it began: --resume can't be given beside {given}. Only --trials, --jobs and --threads may be others.</source>
            <translation>扫描按开始时的样子继续：--resume 不能与 {given} 一起使用。只有 --trials、--jobs 和 --threads 可以不同。</translation>
        </message>
        <message>
            <source>A table (.csv) with a picture's file name in each row</source>
            <translation>每行含一个图片文件名的表格（.csv）</translation>
        </message>
        <message>
            <source>A table (.csv): each column of it is a column here</source>
            <translation>表格 (.csv)：表中每一列就是这里的一列</translation>
        </message>
        <message>
            <source>A table ends in .csv, a picture in .png, .svg or .pdf. Received: {path}.</source>
            <translation>表格以 .csv 结尾，图片以 .png、.svg 或 .pdf 结尾。收到的是：{path}。</translation>
        </message>
        <message>
            <source>A table of Parquet, Arrow or Feather: each column of it is a column here</source>
            <translation>Parquet、Arrow 或 Feather 表格：它的每一列在这里是一列</translation>
        </message>
        <message>
            <source>A table of a time series, cut into windows, and what comes next</source>
            <translation>一张时间序列表，切成窗口，以及其后的值</translation>
        </message>
        <message>
            <source>A table of text</source>
            <translation>文本表格</translation>
        </message>
        <message>
            <source>A table of typed columns</source>
            <translation>带类型列的表格</translation>
        </message>
        <message>
            <source>A target can be given for a network with one Output that has a loss. This one has {n}.</source>
            <translation>只能为有一个带损失的 Output 的网络指定目标。这个有 {n} 个。</translation>
        </message>
        <message>
            <source>A tensor cut into pieces along an axis.</source>
            <translation>张量沿一个轴切成几段。</translation>
        </message>
        <message>
            <source>A tensor several times beside itself.</source>
            <translation>张量并排重复几次。</translation>
        </message>
        <message>
            <source>A tensor taken apart along an axis.</source>
            <translation>张量沿一个轴拆开。</translation>
        </message>
        <message>
            <source>A tensor turned by quarters.</source>
            <translation>张量按四分之一圈旋转。</translation>
        </message>
        <message>
            <source>A trial can't be started: {reason}</source>
            <translation>无法开始一次试验：{reason}</translation>
        </message>
        <message>
            <source>A validation_split of {share} leaves nothing for {part} with {rows} samples.</source>
            <translation>validation_split 为 {share} 时，{rows} 个样本中没有留给 {part} 的。</translation>
        </message>
        <message>
            <source>A vocabulary in a file is not read from a script.</source>
            <translation>脚本中引用的词表文件不会被读取。</translation>
        </message>
        <message>
            <source>A weight on its own, for operations to compute with: it is the same for every sample.</source>
            <translation>单独的一个权重，供运算使用：对每个样本都相同。</translation>
        </message>
        <message>
            <source>A whole model as one layer.</source>
            <translation>整个模型作为一个层。</translation>
        </message>
        <message>
            <source>A wire from {source} to {target} is new.</source>
            <translation>从 {source} 到 {target} 的连线是新的。</translation>
        </message>
        <message>
            <source>A {category} needs a kind. Received: {kind!r}.</source>
            <translation>{category} 需要一个类型。收到的是：{kind!r}。</translation>
        </message>
        <message>
            <source>A(B(A(x))): the layer A works twice in a row of three, with one set of weights (generated data)</source>
            <translation>A(B(A(x)))：层 A 在三层串联中工作两次，只有一组权重（生成数据）</translation>
        </message>
        <message>
            <source>AUC: label_weights must be a list of numbers. Received: {given!r:.80}.</source>
            <translation>AUC：label_weights 必须是数的列表。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>AUC: num_labels is for multi_label=True only. Leave it out.</source>
            <translation>AUC：num_labels 只用于 multi_label=True。请去掉。</translation>
        </message>
        <message>
            <source>AUC: {name} says {given} labels, but there are {labels}.</source>
            <translation>AUC：{name} 说有 {given} 个标签，实际有 {labels} 个。</translation>
        </message>
        <message>
            <source>Accuracy: targets of shape {target} can't equal predictions of shape {prediction}.</source>
            <translation>Accuracy：形状为 {target} 的目标无法与形状为 {prediction} 的预测相等。</translation>
        </message>
        <message>
            <source>Activation: glu multiplies one half of the last axis by what the other half lets through, so its size must be even. Received: {shape}.</source>
            <translation>Activation：glu 用最后一轴的一半控制另一半的通过量，所以其大小必须是偶数。收到的是 {shape}。</translation>
        </message>
        <message>
            <source>Add an Output behind {name}</source>
            <translation>在 {name} 之后添加 Output</translation>
        </message>
        <message>
            <source>Add the step Integer</source>
            <translation>添加 Integer 步骤</translation>
        </message>
        <message>
            <source>Add the step {kind}</source>
            <translation>添加步骤 {kind}</translation>
        </message>
        <message>
            <source>Adds its inputs number by number; sizes of 1 stretch.</source>
            <translation>将各输入逐数相加；大小为 1 的轴会扩展。</translation>
        </message>
        <message>
            <source>All inputs and targets must have the same number of samples. Received: {found}.</source>
            <translation>所有输入和目标的样本数必须相同。收到：{found}。</translation>
        </message>
        <message>
            <source>All numbers in a row, those of all samples.</source>
            <translation>所有样本的数排成一行。</translation>
        </message>
        <message>
            <source>All numbers of a sample in one row.</source>
            <translation>将一个样本的所有数排成一行。</translation>
        </message>
        <message>
            <source>Also between an epoch's end and the next one's beginning.</source>
            <translation>在一轮结束与下一轮开始之间也如此。</translation>
        </message>
        <message>
            <source>An Input takes no wire: it is where data enters.</source>
            <translation>Input 不接受连线：它是数据进入的地方。</translation>
        </message>
        <message>
            <source>An LSTM whose products are convolutions, over a film.</source>
            <translation>用卷积代替乘积的 LSTM，作用于影像序列。</translation>
        </message>
        <message>
            <source>An LSTM whose products are convolutions, over a sequence of rows.</source>
            <translation>用卷积代替乘积的 LSTM，作用于行的序列。</translation>
        </message>
        <message>
            <source>An LSTM whose products are convolutions, over a sequence of volumes.</source>
            <translation>用卷积代替乘积的 LSTM，作用于体数据序列。</translation>
        </message>
        <message>
            <source>An Output gives nothing on: it is where a result leaves the model.</source>
            <translation>Output 不再向外传递：它是结果离开模型的地方。</translation>
        </message>
        <message>
            <source>An area for every label, and their mean.</source>
            <translation>每个标签一个面积，再取平均。</translation>
        </message>
        <message>
            <source>An elu that is smooth for every alpha.</source>
            <translation>对任何 alpha 都平滑的 elu。</translation>
        </message>
        <message>
            <source>An elu that keeps mean and variance.</source>
            <translation>保持均值和方差的 elu。</translation>
        </message>
        <message>
            <source>An output is a single number for each batch: predict has nothing to put together.</source>
            <translation>一个输出对每个批次只是一个数：predict 没有可以拼接的内容。</translation>
        </message>
        <message>
            <source>Angles in degrees as radians.</source>
            <translation>角度换成弧度。</translation>
        </message>
        <message>
            <source>Angles in radians as degrees.</source>
            <translation>弧度换成角度。</translation>
        </message>
        <message>
            <source>Another number type</source>
            <translation>另一种数值类型</translation>
        </message>
        <message>
            <source>Another process is training into {path} right now. Wait for its end, or give another folder by -o.</source>
            <translation>另一个进程正在向 {path} 写入训练结果。请等它结束，或用 -o 指定另一个文件夹。</translation>
        </message>
        <message>
            <source>Another seed gives another hidden rule.</source>
            <translation>不同的种子给出不同的隐藏规则。</translation>
        </message>
        <message>
            <source>Another seed gives other authors and texts.</source>
            <translation>不同的种子给出不同的作者和文本。</translation>
        </message>
        <message>
            <source>Another seed gives other headlines.</source>
            <translation>不同的种子给出不同的标题。</translation>
        </message>
        <message>
            <source>Another seed gives other pictures.</source>
            <translation>不同的种子给出不同的图片。</translation>
        </message>
        <message>
            <source>Another seed gives other points.</source>
            <translation>不同的种子给出不同的点。</translation>
        </message>
        <message>
            <source>Any number between two, all alike.</source>
            <translation>两数之间的任意数，机会均等。</translation>
        </message>
        <message>
            <source>Any of year, month, day, weekday, hour, minute, day_of_year, days, month_cycle, day_cycle, weekday_cycle, hour_cycle, day_of_year_cycle.</source>
            <translation>以下任意项：year、month、day、weekday、hour、minute、day_of_year、days、month_cycle、day_cycle、weekday_cycle、hour_cycle、day_of_year_cycle。</translation>
        </message>
        <message>
            <source>Applies an activation function to every number.</source>
            <translation>对每个数应用激活函数。</translation>
        </message>
        <message>
            <source>Arrays of a NumPy archive</source>
            <translation>NumPy 压缩包中的数组</translation>
        </message>
        <message>
            <source>Ask about each class alone</source>
            <translation>单独判断每个类别</translation>
        </message>
        <message>
            <source>Autoencoder of two nested models</source>
            <translation>由两个嵌套模型组成的自编码器</translation>
        </message>
        <message>
            <source>Axes are moved elsewhere.</source>
            <translation>轴移到别处。</translation>
        </message>
        <message>
            <source>Axes of size 1 are taken away.</source>
            <translation>去掉大小为 1 的轴。</translation>
        </message>
        <message>
            <source>BackupAndRestore: backup_dir must name a folder. Received: {given!r:.80}.</source>
            <translation>BackupAndRestore：backup_dir 必须是文件夹名。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>BackupAndRestore: save_freq must be 'epoch', a whole number of batches or False. Received: {given!r:.80}.</source>
            <translation>BackupAndRestore：save_freq 必须是 'epoch'、批次数（整数）或 False。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>Batch {batch}: the loss is {loss}, so training ends.</source>
            <translation>批次 {batch}：损失为 {loss}，因此训练结束。</translation>
        </message>
        <message>
            <source>BatchNormalization: of renorm_clipping, rmax must not be below rmin, and dmax not below 0.</source>
            <translation>BatchNormalization：renorm_clipping 中 rmax 不得小于 rmin，dmax 不得小于 0。</translation>
        </message>
        <message>
            <source>BatchNormalization: with renorm the moving variance must begin as ones, zeros or a constant. Received: {kind}.</source>
            <translation>BatchNormalization：使用 renorm 时，移动方差的初始值必须是 ones、zeros 或常数。收到：{kind}。</translation>
        </message>
        <message>
            <source>Batches to profile; not offered here: 0.</source>
            <translation>要剖析的批；这里不提供：0。</translation>
        </message>
        <message>
            <source>Between 0 and 1.</source>
            <translation>介于 0 和 1 之间。</translation>
        </message>
        <message>
            <source>Between cross-entropy and absolute error, forgiving wrong labels; targets are class numbers.</source>
            <translation>介于交叉熵与绝对误差之间，能容忍错误标签；目标为类别编号。</translation>
        </message>
        <message>
            <source>Between two thresholds: the mean, the smaller or the larger value.</source>
            <translation>两个阈值之间：取平均、较小或较大的值。</translation>
        </message>
        <message>
            <source>Between −1 and 1.</source>
            <translation>介于 −1 和 1 之间。</translation>
        </message>
        <message>
            <source>Bidirectional can't take the {mode} of results of {first} and {other} units. Give both layers the same number, or choose concat.</source>
            <translation>Bidirectional 无法对 {first} 个和 {other} 个单元的结果做 {mode}。请让两个层的单元数相同，或选择 concat。</translation>
        </message>
        <message>
            <source>Binary cross-entropy asks {name} for yes or no, 1 or 0, but its targets go from {low:g} to {high:g}.</source>
            <translation>二元交叉熵要求 {name} 回答是或否（1 或 0），但其目标从 {low:g} 到 {high:g}。</translation>
        </message>
        <message>
            <source>Binary cross-entropy in which what is already predicted well counts less.</source>
            <translation>二元交叉熵，已预测得好的样本权重更小。</translation>
        </message>
        <message>
            <source>Bits moved down.</source>
            <translation>位右移。</translation>
        </message>
        <message>
            <source>Bits moved up.</source>
            <translation>位左移。</translation>
        </message>
        <message>
            <source>Blocks of an image become channels.</source>
            <translation>图像的小块变成通道。</translation>
        </message>
        <message>
            <source>Both: many weights at 0, none of them large.</source>
            <translation>两者兼有：许多权重为 0，且没有大的权重。</translation>
        </message>
        <message>
            <source>Boxes that lie elsewhere in {name}: {count}.</source>
            <translation>{name} 中位置不同的方框：{count} 个。</translation>
        </message>
        <message>
            <source>Bring each feature to 0…1, or between other bounds</source>
            <translation>把每个特征缩放到 0…1，或其他界限之间</translation>
        </message>
        <message>
            <source>Bring each feature to mean 0 and standard deviation 1</source>
            <translation>将每个特征变为均值 0、标准差 1</translation>
        </message>
        <message>
            <source>Bring each feature's median to 0 and its middle half to a width of 1</source>
            <translation>把每个特征的中位数移到 0，并使中间一半的宽度为 1</translation>
        </message>
        <message>
            <source>Brings every channel to mean 0 and variance 1 over the batch, then scales and shifts it.</source>
            <translation>在整个批次上把每个通道变为均值 0、方差 1，再缩放和平移。</translation>
        </message>
        <message>
            <source>Brings every group of channels of every sample to mean 0 and variance 1 by itself.</source>
            <translation>把每个样本的每组通道各自变为均值 0、方差 1。</translation>
        </message>
        <message>
            <source>Brings features to mean 0 and variance 1, by numbers that are given or found in data (adapt).</source>
            <translation>把特征变为均值 0、方差 1，所用的数由人给出或从数据中求得（adapt）。</translation>
        </message>
        <message>
            <source>Brings the numbers of every sample, or of every step, to length 1.</source>
            <translation>把每个样本（或每个时间步）的数变为长度 1。</translation>
        </message>
        <message>
            <source>Brings the numbers of every sample, or of every step, to mean 0 and variance 1 by themselves.</source>
            <translation>把每个样本（或每个时间步）的数各自变为均值 0、方差 1。</translation>
        </message>
        <message>
            <source>CIFAR-100: 60,000 small photographs, from your own copy of the archive</source>
            <translation>CIFAR-100：60,000 张小照片，来自您自己的存档副本</translation>
        </message>
        <message>
            <source>CIFAR-10: 60,000 small photographs, from your own copy of the archive</source>
            <translation>CIFAR-10：60,000 张小照片，来自您自己的存档副本</translation>
        </message>
        <message>
            <source>CSVLogger: separator must be one character. Received: {given!r:.80}.</source>
            <translation>CSVLogger：separator 必须是一个字符。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>Call the classes 0 and 1</source>
            <translation>把类别称为 0 和 1</translation>
        </message>
        <message>
            <source>Categorical cross-entropy in which what is already predicted well counts less.</source>
            <translation>分类交叉熵，已预测得好的样本权重更小。</translation>
        </message>
        <message>
            <source>Categories as 0, 1, 2… in an order that you give</source>
            <translation>按您给出的顺序把类别变成 0、1、2…</translation>
        </message>
        <message>
            <source>CategoryEncoding needs num_tokens: how many categories there are.</source>
            <translation>CategoryEncoding 需要 num_tokens：有多少个类别。</translation>
        </message>
        <message>
            <source>CategoryEncoding takes count weights only where output_mode is "count". Received: {mode}.</source>
            <translation>CategoryEncoding 仅在 output_mode 为 "count" 时接受计数权重。收到的是 {mode}。</translation>
        </message>
        <message>
            <source>CategoryEncoding: count weights must have the shape of the input. Received: {weights} for {shape}.</source>
            <translation>CategoryEncoding：计数权重的形状必须与输入相同。收到的是 {weights}，输入为 {shape}。</translation>
        </message>
        <message>
            <source>Changes are written KEY=VALUE. Received: {text}.</source>
            <translation>更改写作 KEY=VALUE。收到：{text}。</translation>
        </message>
        <message>
            <source>Channels become blocks of an image.</source>
            <translation>通道变成图像的小块。</translation>
        </message>
        <message>
            <source>Channels of the images.</source>
            <translation>图像的通道。</translation>
        </message>
        <message>
            <source>Characters per text.</source>
            <translation>每个文本的字符数。</translation>
        </message>
        <message>
            <source>Choices: values must be a list of one or more values. Received: {given!r:.80}.</source>
            <translation>Choices：values 必须是一个或多个值的列表。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>Choices: values must differ from each other. Received: {given!r:.80}.</source>
            <translation>Choices：values 必须互不相同。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>Choose among {n} classes</source>
            <translation>在 {n} 个类别中选择</translation>
        </message>
        <message>
            <source>Choose the usual losses</source>
            <translation>选择常用的损失</translation>
        </message>
        <message>
            <source>Choose what is to be tried first: a setting and its values.</source>
            <translation>请先选择要尝试什么：一个设置及其值。</translation>
        </message>
        <message>
            <source>Clip: low must not be above high. Received: {low:g} and {high:g}.</source>
            <translation>Clip：low 不能大于 high。收到：{low:g} 和 {high:g}。</translation>
        </message>
        <message>
            <source>Colours is for pictures: (height, width, 1, 3 or 4 colours). Received: {shape}.</source>
            <translation>Colours 用于图片：(高, 宽, 1、3 或 4 种颜色)。收到：{shape}。</translation>
        </message>
        <message>
            <source>Column {column!r} can't be seen as samples of another size.</source>
            <translation>列 {column!r} 不能视为其他大小的样本。</translation>
        </message>
        <message>
            <source>Column {column!r} for {layer!r} has no value in {count} of {rows} rows (row {named}, counted from 0). Add a step that fills the gaps ({fill}) or leaves these rows out (DropMissing).</source>
            <translation>用于 {layer!r} 的列 {column!r} 在 {rows} 行中有 {count} 行没有值（第 {named} 行，从 0 数起）。请添加填补空缺的步骤（{fill}），或去掉这些行（DropMissing）。</translation>
        </message>
        <message>
            <source>Column {column!r} for {layer!r} holds a fraction in row {row} (counted from 0), but whole numbers are needed.</source>
            <translation>{layer!r} 的列 {column!r} 在第 {row} 行（从 0 计）含有小数，但需要整数。</translation>
        </message>
        <message>
            <source>Column {column!r} for {layer!r} holds {found:.6g} in row {row} (counted from 0), larger than any number that can be computed with. Mend the value, or scale the column (Standardize, Log).</source>
            <translation>{layer!r} 的列 {column!r} 在第 {row} 行（从 0 数起）含有 {found:.6g}，大于任何可计算的数。请修正该值，或缩放该列（Standardize、Log）。</translation>
        </message>
        <message>
            <source>Column {column!r} for {layer!r} holds {found} in row {row} (counted from 0). Every value must be a finite number; remove the row or mend the value.</source>
            <translation>用于 {layer!r} 的列 {column!r} 在第 {row} 行（从 0 数起）为 {found}。每个值都必须是有限数；请删除该行或修正该值。</translation>
        </message>
        <message>
            <source>Column {column!r} for {layer!r} holds {found} in row {row} (counted from 0); numbers from {low} to {high} are expected. Raise the number of classes or of the table's rows, or mend the data.</source>
            <translation>用于 {layer!r} 的列 {column!r} 在第 {row} 行（从 0 数起）为 {found}；应为 {low} 到 {high} 的数。请增大类别数或表的行数，或修正数据。</translation>
        </message>
        <message>
            <source>Column {column!r} for {layer!r} holds {found} in row {row} (counted from 0); whole numbers from {low} to {high} can be kept. Is the column an identifier? Leave it out, or mend the data.</source>
            <translation>用于 {layer!r} 的列 {column!r} 在第 {row} 行（从 0 数起）为 {found}；只能保存 {low} 到 {high} 的整数。该列是标识符吗？请去掉它，或修正数据。</translation>
        </message>
        <message>
            <source>Column {column!r} has shape {received}, but {expected} in the data trained on.</source>
            <translation>列 {column!r} 的形状是 {received}，而训练数据中是 {expected}。</translation>
        </message>
        <message>
            <source>Column {column!r} has the class {name!r}, which the data trained on has not. Leave out the rows with it, or train with some of them.</source>
            <translation>列 {column!r} 有类别 {name!r}，而训练数据中没有。请去掉含有它的行，或在训练数据中加入一些。</translation>
        </message>
        <message>
            <source>Column {column!r} holds lists of several forms, such as {one} and {other}. Samples need one form.</source>
            <translation>列 {column!r} 中的列表形状不一，例如 {one} 和 {other}。样本需要同一种形状。</translation>
        </message>
        <message>
            <source>Column {column}: shorter lists are filled up with 0 behind, to {length} numbers.</source>
            <translation>列 {column}：较短的列表在末尾用 0 补足到 {length} 个数。</translation>
        </message>
        <message>
            <source>Column {column}: {cell!r} begins with a nought, so these digits are names, as those of postcodes are. If they are numbers, set the decimal mark to point.</source>
            <translation>列 {column}：{cell!r} 以零开头，因此这些数字是名称，如邮政编码。若它们是数值，请把小数点设为 point。</translation>
        </message>
        <message>
            <source>Column {column}: {cell!r} is read as {number}. If that is wrong, set the decimal mark, or list the column under text columns.</source>
            <translation>列 {column}：{cell!r} 读作 {number}。若不对，请设置小数点符号，或把该列列入文本列。</translation>
        </message>
        <message>
            <source>Columns that are categories although they hold numbers, such as 'zip, year'.</source>
            <translation>虽是数字却应作为类别的列，例如“zip, year”。</translation>
        </message>
        <message>
            <source>Columns that are categories although they look like numbers, such as 'zip, year'.</source>
            <translation>看似数字但实为类别的列，例如 'zip, year'。</translation>
        </message>
        <message>
            <source>Columns that are in the windows, such as 'temperature, wind'; empty: all.</source>
            <translation>窗口中包含的列，例如“temperature, wind”；留空则为全部。</translation>
        </message>
        <message>
            <source>Columns whose next value is learnt; empty: the last column of numbers.</source>
            <translation>要学习其下一个值的列；留空则为最后一个数字列。</translation>
        </message>
        <message>
            <source>Compile the model before training it: model.compile(optimizer=…, loss=…).</source>
            <translation>训练前请先编译模型：model.compile(optimizer=…, loss=…)。</translation>
        </message>
        <message>
            <source>Concatenate joins along axis {axis}, so all other axes must be equal. Received: {first} as input 1 and {other} as input {number}.</source>
            <translation>Concatenate 沿第 {axis} 轴拼接，因此其他各轴必须相等。收到：输入 1 为 {first}，输入 {number} 为 {other}。</translation>
        </message>
        <message>
            <source>Concatenate: axis {axis} is not one of the axes of {shape} after the batch.</source>
            <translation>Concatenate：第 {axis} 轴不是 {shape} 中批之后的轴。</translation>
        </message>
        <message>
            <source>Connect {name} to it</source>
            <translation>将 {name} 与其连接</translation>
        </message>
        <message>
            <source>Constant: an array of shape {given} does not spread to a weight of shape {want}.</source>
            <translation>Constant：形状为 {given} 的数组无法扩展为形状为 {want} 的权重。</translation>
        </message>
        <message>
            <source>Convolutions that each see the results of all before them.</source>
            <translation>每个卷积都能看到之前所有卷积的结果。</translation>
        </message>
        <message>
            <source>Convolutions turn a digit into 16 numbers, trained to be its 4×4 sketch</source>
            <translation>卷积将数字图像变为 16 个数，训练目标是其 4×4 草图</translation>
        </message>
        <message>
            <source>CustomObjectScope needs a dict of objects by name. Received: {given!r:.80}.</source>
            <translation>CustomObjectScope 需要一个以名称为键的对象字典。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>Cut off what lies beyond given bounds</source>
            <translation>截去给定界限之外的部分</translation>
        </message>
        <message>
            <source>Cuts off the edges of a volume.</source>
            <translation>切掉体数据的边缘。</translation>
        </message>
        <message>
            <source>Cuts off the edges of an image.</source>
            <translation>切掉图像的边缘。</translation>
        </message>
        <message>
            <source>Cuts off the first and the last steps of a sequence.</source>
            <translation>切掉序列最前和最后的若干步。</translation>
        </message>
        <message>
            <source>Cuts out the middle of an image; one that is too small is enlarged first.</source>
            <translation>切出图像的中间部分；过小的图像先放大。</translation>
        </message>
        <message>
            <source>Cuts texts into words and looks them up in a list, which is given or found in data (adapt).</source>
            <translation>把文本切成词，并在列表中查找，列表由人给出或从数据中求得（adapt）。</translation>
        </message>
        <message>
            <source>DateParts: parts are some of {known}. Received: {given}.</source>
            <translation>DateParts：parts 应为 {known} 中的一些。收到：{given}。</translation>
        </message>
        <message>
            <source>DateParts: since is a date such as 1970-01-31. Received: {since!r:.40}.</source>
            <translation>DateParts：since 应为日期，例如 1970-01-31。收到：{since!r:.40}。</translation>
        </message>
        <message>
            <source>Decoder</source>
            <translation>解码器</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>默认值</translation>
        </message>
        <message>
            <source>Delete it</source>
            <translation>删除它</translation>
        </message>
        <message>
            <source>Delete {name}</source>
            <translation>删除 {name}</translation>
        </message>
        <message>
            <source>Dense expects at least one axis besides the batch. Received: {shape}.</source>
            <translation>Dense 除批之外至少需要一个轴。收到：{shape}。</translation>
        </message>
        <message>
            <source>Did one author write both? The same LSTM reads the two texts (generated data)</source>
            <translation>是同一作者所写吗？同一个 LSTM 读取两个文本（生成数据）</translation>
        </message>
        <message>
            <source>Discretization: bin_boundaries must be numbers in ascending order. Received: {given!r:.80}.</source>
            <translation>Discretization：bin_boundaries 必须是从小到大排列的数。收到的是 {given!r:.80}。</translation>
        </message>
        <message>
            <source>Divides the numbers of every sample, or of every step, by the root of their mean square.</source>
            <translation>把每个样本（或每个时间步）的数除以它们的均方根。</translation>
        </message>
        <message>
            <source>Dot multiplies along axis {a} of input 1 and axis {b} of input 2, which must have one size. Received: {first} and {second}.</source>
            <translation>Dot 沿输入 1 的第 {a} 轴和输入 2 的第 {b} 轴相乘，两者的大小必须相同。收到的是 {first} 和 {second}。</translation>
        </message>
        <message>
            <source>Dot: axis {axis} is not one of the axes of {shape} after the batch.</source>
            <translation>Dot：第 {axis} 轴不是 {shape} 批次之后的轴。</translation>
        </message>
        <message>
            <source>Draws samples with the same label together; predictions are vectors of length 1.</source>
            <translation>把标签相同的样本拉近；预测为长度为 1 的向量。</translation>
        </message>
        <message>
            <source>Draws the rows or columns of a matrix towards right angles.</source>
            <translation>使矩阵的行或列趋于相互垂直。</translation>
        </message>
        <message>
            <source>Draws weights to 0, many of them all the way.</source>
            <translation>把权重拉向 0，其中许多会恰好为 0。</translation>
        </message>
        <message>
            <source>Draws weights towards 0, large ones most.</source>
            <translation>把权重拉近 0，越大拉得越多。</translation>
        </message>
        <message>
            <source>Dropout beside the activation selu: while training it keeps mean and variance as they are.</source>
            <translation>与激活函数 selu 搭配的 Dropout：训练时保持均值和方差不变。</translation>
        </message>
        <message>
            <source>Each channel of a sequence has small filters of its own; channels are not mixed.</source>
            <translation>序列的每个通道有自己的小滤波器；通道之间不混合。</translation>
        </message>
        <message>
            <source>Each channel of an image has small filters of its own; channels are not mixed.</source>
            <translation>图像的每个通道有自己的小滤波器；通道之间不混合。</translation>
        </message>
        <message>
            <source>Each feature by itself, or all numbers together.</source>
            <translation>每个特征单独处理，或所有数一起处理。</translation>
        </message>
        <message>
            <source>Each magnitude is as likely as any other.</source>
            <translation>每个数量级的可能性相同。</translation>
        </message>
        <message>
            <source>Each number above a threshold, another one else.</source>
            <translation>每个大于阈值的数，否则为另一个数。</translation>
        </message>
        <message>
            <source>Each number less its tanh.</source>
            <translation>每个数减去它的 tanh。</translation>
        </message>
        <message>
            <source>Each number of one times all of another, block by block.</source>
            <translation>一个张量的每个数乘以另一个张量的全部，逐块排列。</translation>
        </message>
        <message>
            <source>Each number of one with each of another.</source>
            <translation>一个张量的每个数与另一个张量的每个数相乘。</translation>
        </message>
        <message>
            <source>Each number rounded, halves to the even one.</source>
            <translation>每个数四舍五入，一半时取偶数。</translation>
        </message>
        <message>
            <source>Each number several times.</source>
            <translation>每个数重复几次。</translation>
        </message>
        <message>
            <source>Each number times its hard sigmoid.</source>
            <translation>每个数乘以它的 hard sigmoid。</translation>
        </message>
        <message>
            <source>Each number times its sigmoid.</source>
            <translation>每个数乘以它的 sigmoid。</translation>
        </message>
        <message>
            <source>Each number times itself.</source>
            <translation>每个数乘以自己。</translation>
        </message>
        <message>
            <source>Each number times the share of a normal distribution below it.</source>
            <translation>每个数乘以正态分布在它之下的比例。</translation>
        </message>
        <message>
            <source>Each number with the other sign.</source>
            <translation>每个数换成相反的符号。</translation>
        </message>
        <message>
            <source>Each number within limits.</source>
            <translation>每个数限制在范围内。</translation>
        </message>
        <message>
            <source>Each number without its fraction.</source>
            <translation>每个数去掉小数部分。</translation>
        </message>
        <message>
            <source>Each number without its sign, as a float.</source>
            <translation>每个数去掉符号，作为浮点数。</translation>
        </message>
        <message>
            <source>Each number without its sign.</source>
            <translation>每个数去掉符号。</translation>
        </message>
        <message>
            <source>Each number, 0 for small ones.</source>
            <translation>每个数，小的变为 0。</translation>
        </message>
        <message>
            <source>Each number, 0 for what is below 0.</source>
            <translation>每个数，小于 0 的变为 0。</translation>
        </message>
        <message>
            <source>Each number, a share of what is below 0.</source>
            <translation>每个数，小于 0 的只取一部分。</translation>
        </message>
        <message>
            <source>Each number, an exponential below 0.</source>
            <translation>每个数，小于 0 时为指数。</translation>
        </message>
        <message>
            <source>Each number, from 0 to 6.</source>
            <translation>每个数，限制在 0 到 6 之间。</translation>
        </message>
        <message>
            <source>Each number, from −1 to 1.</source>
            <translation>每个数，限制在 −1 到 1 之间。</translation>
        </message>
        <message>
            <source>Each number, nearer to 0 by a threshold.</source>
            <translation>每个数，向 0 靠近一个阈值。</translation>
        </message>
        <message>
            <source>Each query takes of the values as a small network of query and key says.</source>
            <translation>每个查询按照由查询和键组成的小网络的结果从各个值中取用。</translation>
        </message>
        <message>
            <source>Each query takes of the values, the more the better its key fits.</source>
            <translation>每个查询从各个值中取用，键越相配取得越多。</translation>
        </message>
        <message>
            <source>EarlyStopping ended the training in epoch {epoch}: {name} was best in epoch {best}.</source>
            <translation>EarlyStopping 在第 {epoch} 轮结束了训练：{name} 在第 {best} 轮最好。</translation>
        </message>
        <message>
            <source>EinsumDense needs to know the size of the kernel's axis {letter}: give it in output_shape.</source>
            <translation>EinsumDense 需要知道核的轴 {letter} 的大小：请在 output_shape 中给出。</translation>
        </message>
        <message>
            <source>EinsumDense: an axis with a bias needs a known size. Received: {shape}.</source>
            <translation>EinsumDense：带偏置的轴必须大小已知。实际收到：{shape}。</translation>
        </message>
        <message>
            <source>EinsumDense: bias_axes must be letters of the output, {letters}. Received: {given!r:.80}.</source>
            <translation>EinsumDense：bias_axes 必须是输出的字母 {letters}。实际收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>EinsumDense: output_shape must have a size for each of {letters}. Received: {given}.</source>
            <translation>EinsumDense：output_shape 必须为 {letters} 中的每个字母给出大小。实际收到：{given}。</translation>
        </message>
        <message>
            <source>EinsumDense: output_shape wants {want} for the axis {letter}, the input {shape} has {have}.</source>
            <translation>EinsumDense：output_shape 要求轴 {letter} 的大小为 {want}，而输入 {shape} 的是 {have}。</translation>
        </message>
        <message>
            <source>EinsumDense: {equation} wants an input of {n} axes with the batch. Received: {shape}.</source>
            <translation>EinsumDense：{equation} 需要含批次在内 {n} 个轴的输入。实际收到：{shape}。</translation>
        </message>
        <message>
            <source>Embeddings for the projector; not offered here: 0.</source>
            <translation>投影用的嵌入；这里不提供：0。</translation>
        </message>
        <message>
            <source>Encoder</source>
            <translation>编码器</translation>
        </message>
        <message>
            <source>Encoder and decoder as layers: a digit through a bottleneck of 16 numbers and back</source>
            <translation>编码器和解码器作为层：数字图像经过 16 个数的瓶颈再还原</translation>
        </message>
        <message>
            <source>End it as a failure.</source>
            <translation>以失败结束训练。</translation>
        </message>
        <message>
            <source>End the training when it no longer gets better</source>
            <translation>训练不再改善时结束训练</translation>
        </message>
        <message>
            <source>End the training when the loss is no number any more</source>
            <translation>当损失不再是有效数字时结束训练</translation>
        </message>
        <message>
            <source>Enlarges a volume by whole factors: each cell is repeated.</source>
            <translation>按整数倍放大体数据：每个单元重复若干次。</translation>
        </message>
        <message>
            <source>Enlarges an image by whole factors.</source>
            <translation>按整数倍放大图像。</translation>
        </message>
        <message>
            <source>Epoch {epoch}: early stopping</source>
            <translation>第 {epoch} 轮：提前停止</translation>
        </message>
        <message>
            <source>Epochs after a lowering that are not counted.</source>
            <translation>降低之后多少轮不计。</translation>
        </message>
        <message>
            <source>Epochs at the beginning that are not judged.</source>
            <translation>开头多少轮不作判断。</translation>
        </message>
        <message>
            <source>Epochs in a row without a better number before the end.</source>
            <translation>连续多少轮没有改善后结束。</translation>
        </message>
        <message>
            <source>Epochs in a row without a better number before the rate is lowered.</source>
            <translation>连续多少轮没有改善后降低学习率。</translation>
        </message>
        <message>
            <source>Errors in percent of the targets, which should not be near 0.</source>
            <translation>误差占目标的百分比；目标不应接近 0。</translation>
        </message>
        <message>
            <source>Errors of numbers as they are; a few far off count little.</source>
            <translation>数值的误差按原样计算；少数偏离很大的影响较小。</translation>
        </message>
        <message>
            <source>Errors of orders of magnitude; targets and predictions are 0 or more.</source>
            <translation>数量级的误差；目标和预测均不小于 0。</translation>
        </message>
        <message>
            <source>Every bit of whole numbers turned round.</source>
            <translation>整数的每一位取反。</translation>
        </message>
        <message>
            <source>Every date could be read day first or month first, such as {text}. Set the format of DateParts.</source>
            <translation>每个日期都既可读作日在前，也可读作月在前，例如 {text}。请设置 DateParts 的 format。</translation>
        </message>
        <message>
            <source>Every how many epochs the weights are written as histograms; 0: never.</source>
            <translation>每隔多少轮把权重写成直方图；0：从不。</translation>
        </message>
        <message>
            <source>Every how many rows one is taken into the window.</source>
            <translation>每隔多少行取一行放入窗口。</translation>
        </message>
        <message>
            <source>Every layer with weights is frozen: training would change nothing.</source>
            <translation>所有带权重的层都已冻结：训练不会改变任何东西。</translation>
        </message>
        <message>
            <source>Every number 0.</source>
            <translation>所有数为 0。</translation>
        </message>
        <message>
            <source>Every number 1.</source>
            <translation>所有数为 1。</translation>
        </message>
        <message>
            <source>Every number the same.</source>
            <translation>所有数相同。</translation>
        </message>
        <message>
            <source>Every port is taken. Drop on a port to replace its wire.</source>
            <translation>所有端口都已占用。放到端口上可替换其连线。</translation>
        </message>
        <message>
            <source>Every row has a gap in a column with the step DropMissing, so no row is left. Fill the gaps instead.</source>
            <translation>每一行在带 DropMissing 步骤的列中都有空缺，因此没有剩下任何行。请改为填补空缺。</translation>
        </message>
        <message>
            <source>Every unit sees every input: activation(x · kernel + bias).</source>
            <translation>每个单元看到所有输入：activation(x · kernel + bias)。</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>示例</translation>
        </message>
        <message>
            <source>Feature {feature} has no value at all that gaps could be filled by. Leave it out, or fill by a constant.</source>
            <translation>特征 {feature} 没有任何值可用来填补空缺。请去掉它，或用常数填补。</translation>
        </message>
        <message>
            <source>Fill missing categories</source>
            <translation>填补缺失的类别</translation>
        </message>
        <message>
            <source>Fill missing numbers</source>
            <translation>填补缺失的数</translation>
        </message>
        <message>
            <source>FillClasses is for categories. Received: {dtype}. For numbers take FillNumbers.</source>
            <translation>FillClasses 用于类别。收到：{dtype}。数值请用 FillNumbers。</translation>
        </message>
        <message>
            <source>Finished networks such as {name} are not made from a script.</source>
            <translation>脚本中的现成网络（如 {name}）不会被创建。</translation>
        </message>
        <message>
            <source>FloatRange: step must be none where log is true. Received: {step}.</source>
            <translation>FloatRange：log 为真时 step 必须为空。收到的是：{step}。</translation>
        </message>
        <message>
            <source>For a choice among classes; targets are class numbers.</source>
            <translation>用于在多个类别中选择；目标为类别编号。</translation>
        </message>
        <message>
            <source>For a choice among classes; targets are one-hot rows or probabilities.</source>
            <translation>用于在多个类别中选择；目标为独热行或概率。</translation>
        </message>
        <message>
            <source>For counts: how unlikely they are where the mean is predicted.</source>
            <translation>用于计数：预测均值时，这些计数有多不可能。</translation>
        </message>
        <message>
            <source>For each class a row of zeros with a 1 at its place.</source>
            <translation>每个类别一行零，在它的位置上为 1。</translation>
        </message>
        <message>
            <source>For each row of classes zeros with a 1 at each of their places.</source>
            <translation>对每行类别给出零，并在这些类别的位置上放 1。</translation>
        </message>
        <message>
            <source>For every place along an axis the number at an index of its own.</source>
            <translation>沿一个轴的每个位置，各取一个索引处的数。</translation>
        </message>
        <message>
            <source>For layers with relu, normally drawn.</source>
            <translation>用于 relu 层，正态抽取。</translation>
        </message>
        <message>
            <source>For layers with relu, uniformly drawn.</source>
            <translation>用于 relu 层，均匀抽取。</translation>
        </message>
        <message>
            <source>For layers with selu, normally drawn.</source>
            <translation>用于 selu 层，正态抽取。</translation>
        </message>
        <message>
            <source>For layers with selu, uniformly drawn.</source>
            <translation>用于 selu 层，均匀抽取。</translation>
        </message>
        <message>
            <source>For questions of yes or no: each number is a probability of its own.</source>
            <translation>用于是或否的问题：每个数是一个独立的概率。</translation>
        </message>
        <message>
            <source>From the smallest number to the largest along axes.</source>
            <translation>沿轴从最小数到最大数的距离。</translation>
        </message>
        <message>
            <source>Fully connected network</source>
            <translation>全连接网络</translation>
        </message>
        <message>
            <source>Functions of the script call each other too deep to be read.</source>
            <translation>脚本的函数相互调用过深，无法读入。</translation>
        </message>
        <message>
            <source>Gated recurrent unit over a sequence: fewer weights than an LSTM.</source>
            <translation>对序列使用门控循环单元（GRU）：权重比 LSTM 少。</translation>
        </message>
        <message>
            <source>Generated headlines: words of a topic and five features decide the label</source>
            <translation>生成的标题：主题词和五个特征决定标签</translation>
        </message>
        <message>
            <source>Generated pictures and the same sharpened by a 3×3 filter</source>
            <translation>生成的图片，以及经 3×3 滤波器锐化的同样图片</translation>
        </message>
        <message>
            <source>Generated points of the plane: {pattern}</source>
            <translation>平面上生成的点：{pattern}</translation>
        </message>
        <message>
            <source>Generated texts by authors with words and habits of their own</source>
            <translation>由各有用词与习惯的作者生成的文本</translation>
        </message>
        <message>
            <source>Generated vectors x and y = A(B(A(x))) by a hidden rule</source>
            <translation>按隐藏规则生成的向量 x 与 y = A(B(A(x)))</translation>
        </message>
        <message>
            <source>Generated: headlines as word numbers, with five more features and whether they spread</source>
            <translation>生成：以词编号表示的标题，另有五个特征以及是否传播</translation>
        </message>
        <message>
            <source>Generated: pairs of short texts, and whether one author wrote both</source>
            <translation>生成：短文本对，以及是否出自同一作者</translation>
        </message>
        <message>
            <source>Generated: pictures and the same pictures sharpened by one filter</source>
            <translation>生成：图片及经同一滤波器锐化的图片</translation>
        </message>
        <message>
            <source>Generated: points of the plane in spirals, rings, clouds, moons or squares</source>
            <translation>生成：呈螺旋、环、团、月牙或方格分布的平面点</translation>
        </message>
        <message>
            <source>Generated: vectors x and y = A(B(A(x))), for a layer that is called in series</source>
            <translation>生成：向量 x 和 y = A(B(A(x)))，用于串联调用的层</translation>
        </message>
        <message>
            <source>Give {name} {units} units</source>
            <translation>将 {name} 设为 {units} 个单元</translation>
        </message>
        <message>
            <source>Gives every category a place of its own: numbers become rows of 0 and 1, or of counts.</source>
            <translation>给每个类别一个自己的位置：编号变成由 0 和 1 或计数组成的行。</translation>
        </message>
        <message>
            <source>Gives its first input while the network is trained, and the second after.</source>
            <translation>训练网络时给出第一个输入，之后给出第二个。</translation>
        </message>
        <message>
            <source>Gives on what it gets: a place with a name of its own.</source>
            <translation>原样传出收到的内容：一个有自己名字的位置。</translation>
        </message>
        <message>
            <source>GlobalAveragePooling1D: the mask of {shape} goes along axis 1, but with channels_first the steps stand along axis 2. Set data_format to channels_last.</source>
            <translation>GlobalAveragePooling1D：{shape} 的掩码沿轴 1，而 channels_first 时各步沿轴 2。请把 data_format 设为 channels_last。</translation>
        </message>
        <message>
            <source>Go back to the weights of the best epoch at the end.</source>
            <translation>结束时恢复最佳轮次的权重。</translation>
        </message>
        <message>
            <source>GroupNormalization can't form {groups} groups of the {channels} channels of {shape}: groups must divide them.</source>
            <translation>GroupNormalization 不能把 {shape} 的 {channels} 个通道分成 {groups} 组：通道数必须能被 groups 整除。</translation>
        </message>
        <message>
            <source>GroupNormalization: groups must be 1 or more, or -1 for one a channel. Received: 0.</source>
            <translation>GroupNormalization：groups 必须是 1 或更大，或用 -1 表示每个通道一组。收到：0。</translation>
        </message>
        <message>
            <source>GroupQueryAttention: num_query_heads must be a multiple of num_key_value_heads. Received: {queries} and {keys}.</source>
            <translation>GroupQueryAttention：num_query_heads 必须是 num_key_value_heads 的倍数。实际收到：{queries} 和 {keys}。</translation>
        </message>
        <message>
            <source>GroupQueryAttention: queries and values need as many features. Received: {query} and {value}.</source>
            <translation>GroupQueryAttention：查询和值的特征数必须相同。实际收到：{query} 和 {value}。</translation>
        </message>
        <message>
            <source>Handwritten digits through three Dense layers: the first network to try</source>
            <translation>手写数字经过三个 Dense 层：最适合先试的网络</translation>
        </message>
        <message>
            <source>HashBuckets needs categories or whole numbers. Received: {dtype}.</source>
            <translation>HashBuckets 需要类别或整数。收到：{dtype}。</translation>
        </message>
        <message>
            <source>HashedCrossing takes two inputs with one number or text a sample. Received: {first} and {second}.</source>
            <translation>HashedCrossing 接受两个输入，每个样本一个数或一段文本。实际收到：{first} 和 {second}。</translation>
        </message>
        <message>
            <source>HashedCrossing takes whole numbers or texts. Received: {dtype}.</source>
            <translation>HashedCrossing 接受整数或文本。实际收到：{dtype}。</translation>
        </message>
        <message>
            <source>Hashing: mask_value must be a whole number or a text. Received: {given!r:.80}.</source>
            <translation>Hashing：mask_value 必须是整数或文本。收到的是 {given!r:.80}。</translation>
        </message>
        <message>
            <source>Headline: two inputs, two outputs</source>
            <translation>新闻标题：两个输入、两个输出</translation>
        </message>
        <message>
            <source>Height in pixels.</source>
            <translation>高度（像素）。</translation>
        </message>
        <message>
            <source>Height to scale to, in pixels.</source>
            <translation>缩放后的高度（像素）。</translation>
        </message>
        <message>
            <source>How dates that don't begin with the year are written: 31/12/2024 or 12/31/2024.</source>
            <translation>不以年份开头的日期如何书写：31/12/2024 或 12/31/2024。</translation>
        </message>
        <message>
            <source>How far numbers are from lying beyond 1 on the right side of 0; targets are −1 and 1.</source>
            <translation>数值离 0 的正确一侧且超过 1 还差多少；目标为 −1 和 1。</translation>
        </message>
        <message>
            <source>How far predicted probabilities are from the true ones.</source>
            <translation>预测概率与真实概率相差多远。</translation>
        </message>
        <message>
            <source>How far the right class is from leading all others by 1.</source>
            <translation>正确类别离领先其他所有类别 1 还差多少。</translation>
        </message>
        <message>
            <source>How far the rows of one are from those of another.</source>
            <translation>一个张量的各行与另一个张量的各行相距多远。</translation>
        </message>
        <message>
            <source>How little two areas overlap, such as a marked region and a predicted one.</source>
            <translation>两个区域（如标注区域与预测区域）重叠得有多少。</translation>
        </message>
        <message>
            <source>How little two areas overlap, what is missed and what is too much weighed apart.</source>
            <translation>两个区域的重叠程度，漏掉的与多出的分别加权。</translation>
        </message>
        <message>
            <source>How loud a sound is in each moment, in bands of frequencies as wide as ears hear them.</source>
            <translation>声音在每一时刻的响度，频带宽度与人耳听觉一致。</translation>
        </message>
        <message>
            <source>How many authors; the first writes most.</source>
            <translation>作者数；第一位写得最多。</translation>
        </message>
        <message>
            <source>How many buckets: numbers from 0 on, for OneHot or an Embedding.</source>
            <translation>桶的数量：从 0 开始的编号，用于 OneHot 或 Embedding。</translation>
        </message>
        <message>
            <source>How many classes there are.</source>
            <translation>类别个数。</translation>
        </message>
        <message>
            <source>How many classes; left empty, as many as the column has.</source>
            <translation>类别数；留空则与该列的类别数相同。</translation>
        </message>
        <message>
            <source>How many classes; moons have two.</source>
            <translation>类别数；月牙有两类。</translation>
        </message>
        <message>
            <source>How many headlines.</source>
            <translation>标题数。</translation>
        </message>
        <message>
            <source>How many labels there are, with multi_label.</source>
            <translation>multi_label 时标签的个数。</translation>
        </message>
        <message>
            <source>How many numbers along axes are not 0.</source>
            <translation>沿轴有多少个数不为 0。</translation>
        </message>
        <message>
            <source>How many numbers stand for words that are not in the vocabulary; 0: left as 0.</source>
            <translation>有多少个编号代表词汇表之外的单词；0：保留为 0。</translation>
        </message>
        <message>
            <source>How many of the likeliest count.</source>
            <translation>取可能性最大的多少个。</translation>
        </message>
        <message>
            <source>How many pairs.</source>
            <translation>文本对数。</translation>
        </message>
        <message>
            <source>How many pictures.</source>
            <translation>图片数。</translation>
        </message>
        <message>
            <source>How many points.</source>
            <translation>点数。</translation>
        </message>
        <message>
            <source>How many thresholds are tried.</source>
            <translation>尝试多少个阈值。</translation>
        </message>
        <message>
            <source>How many vectors.</source>
            <translation>向量数。</translation>
        </message>
        <message>
            <source>How many words of each text there are; longer ones are cut, shorter filled up.</source>
            <translation>每个文本有多少个单词；较长的截断，较短的填充。</translation>
        </message>
        <message>
            <source>How much better counts as better.</source>
            <translation>改善多少才算改善。</translation>
        </message>
        <message>
            <source>How much more each number is than the one before it.</source>
            <translation>每个数比前一个数大多少。</translation>
        </message>
        <message>
            <source>How much recall counts, beside precision.</source>
            <translation>召回率相对精确率的分量。</translation>
        </message>
        <message>
            <source>How much stronger a signal is than what differs, in decibel.</source>
            <translation>信号比差异强多少，以分贝计。</translation>
        </message>
        <message>
            <source>How much the points stray.</source>
            <translation>点的偏离程度。</translation>
        </message>
        <message>
            <source>How often a loop runs is not known here: it is not followed.</source>
            <translation>这里不知道循环执行多少次：未跟随该循环。</translation>
        </message>
        <message>
            <source>How often the second goes into the first.</source>
            <translation>第一个包含第二个多少次。</translation>
        </message>
        <message>
            <source>How pixels in between are found.</source>
            <translation>如何求得中间的像素。</translation>
        </message>
        <message>
            <source>How strong each frequency is in each piece of a signal, by waves that can be trained.</source>
            <translation>信号每一段中各频率的强度，所用的波可以训练。</translation>
        </message>
        <message>
            <source>How the classes lie.</source>
            <translation>类别的分布方式。</translation>
        </message>
        <message>
            <source>How the letters are stored.</source>
            <translation>文字的存储方式。</translation>
        </message>
        <message>
            <source>Identity needs a weight of two axes. Received: shape {shape}.</source>
            <translation>Identity 需要两个轴的权重。收到：形状 {shape}。</translation>
        </message>
        <message>
            <source>Images and their labels in MNIST's format</source>
            <translation>MNIST 格式的图像及其标签</translation>
        </message>
        <message>
            <source>In Keras: {name}</source>
            <translation>Keras 名称：{name}</translation>
        </message>
        <message>
            <source>Independent variables, for the adjusted score.</source>
            <translation>自变量个数，用于调整后的得分。</translation>
        </message>
        <message>
            <source>Index {n} is outside an axis of size {size}, of {shape}.</source>
            <translation>索引 {n} 超出了大小为 {size} 的轴，形状为 {shape}。</translation>
        </message>
        <message>
            <source>Input needs a shape: the sizes of one sample, such as (784,).</source>
            <translation>Input 需要形状：一个样本的各个大小，例如 (784,)。</translation>
        </message>
        <message>
            <source>Input takes either batch_shape, or shape and batch_size, but not both.</source>
            <translation>Input 要么接受 batch_shape，要么接受 shape 和 batch_size，不能同时给出。</translation>
        </message>
        <message>
            <source>Input: batch_shape must be sizes, the batch first: (None, 784). Received: {given!r:.80}.</source>
            <translation>Input：batch_shape 必须是各个大小，批次在前：(None, 784)。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>Input: {name} tensors are not supported; use dense ones.</source>
            <translation>Input：不支持 {name} 张量；请使用稠密张量。</translation>
        </message>
        <message>
            <source>InputSpec: axes names an axis that {n} axes have not. Received: {axes}.</source>
            <translation>InputSpec：axes 指定了 {n} 个轴中不存在的轴。收到：{axes}。</translation>
        </message>
        <message>
            <source>Inputs: {names}</source>
            <translation>输入：{names}</translation>
        </message>
        <message>
            <source>IntRange: step must be 1 where log is true. Received: {step}.</source>
            <translation>IntRange：log 为真时 step 必须为 1。收到的是：{step}。</translation>
        </message>
        <message>
            <source>It computes what the network gives; losses, metrics and the optimizer are not in it.</source>
            <translation>它计算网络的输出；损失、指标和优化器不在其中。</translation>
        </message>
        <message>
            <source>It is empty.</source>
            <translation>它是空的。</translation>
        </message>
        <message>
            <source>It was not trained yet: its weights are those that a training begins with.</source>
            <translation>模型尚未训练：其中的权重是训练开始时的初始权重。</translation>
        </message>
        <message>
            <source>It was trained with a scaled loss (LossScaleOptimizer), which float32 has no need of: the optimizer within, {kind!r:.60}, trains it on alone.</source>
            <translation>它曾以缩放的损失训练（LossScaleOptimizer），float32 不需要这样做：其中的优化器 {kind!r:.60} 单独继续训练。</translation>
        </message>
        <message>
            <source>Its history has no number {monitor}.</source>
            <translation>它的历史记录中没有数值 {monitor}。</translation>
        </message>
        <message>
            <source>Its weights lie beside it, in {name}.</source>
            <translation>其权重存于旁边的 {name}。</translation>
        </message>
        <message>
            <source>Judge the moving averages of the weights, where the optimizer keeps them</source>
            <translation>用优化器保存的权重滑动平均来评估</translation>
        </message>
        <message>
            <source>Keep a fifth for validation</source>
            <translation>留五分之一用于验证</translation>
        </message>
        <message>
            <source>Keep a share of each class for validation</source>
            <translation>每个类别按比例留作验证</translation>
        </message>
        <message>
            <source>Keeps the largest number of each channel of the whole image.</source>
            <translation>保留整幅图像每个通道的最大值。</translation>
        </message>
        <message>
            <source>Keeps the largest number of each channel of the whole volume.</source>
            <translation>保留整个体数据每个通道中最大的数。</translation>
        </message>
        <message>
            <source>Keeps the largest number of each feature over all steps; a mask is not looked at.</source>
            <translation>保留每个特征在所有步中最大的数；不看掩码。</translation>
        </message>
        <message>
            <source>Keeps the largest number of each window of a sequence.</source>
            <translation>保留序列每个窗口中最大的数。</translation>
        </message>
        <message>
            <source>Keeps the largest number of each window of a volume.</source>
            <translation>保留体数据每个窗口中最大的数。</translation>
        </message>
        <message>
            <source>Keeps the largest number of each window.</source>
            <translation>保留每个窗口的最大值。</translation>
        </message>
        <message>
            <source>Keeps the mean of each window of a sequence.</source>
            <translation>保留序列每个窗口的平均值。</translation>
        </message>
        <message>
            <source>Keeps the mean of each window of a volume.</source>
            <translation>保留体数据每个窗口的平均值。</translation>
        </message>
        <message>
            <source>Keeps the mean of each window of an image.</source>
            <translation>保留图像每个窗口的平均值。</translation>
        </message>
        <message>
            <source>Keeps the size of signals both ways, normally drawn.</source>
            <translation>在两个方向上保持信号大小，正态抽取。</translation>
        </message>
        <message>
            <source>Keeps what is positive, and a part of what is negative that it learns itself.</source>
            <translation>保留正数，负数保留多少由它自己学习。</translation>
        </message>
        <message>
            <source>Keeps what is positive, and a small part of what is negative, so that it still learns there.</source>
            <translation>保留正数，负数保留一小部分，这样在那里仍能学习。</translation>
        </message>
        <message>
            <source>Keeps what is positive: below 0 the output is 0, or a part of the input.</source>
            <translation>保留正数：0 以下的输出为 0，或为输入的一部分。</translation>
        </message>
        <message>
            <source>Keeps what is positive; below 0 it bends towards −alpha.</source>
            <translation>保留正数；0 以下弯向 −alpha。</translation>
        </message>
        <message>
            <source>LAYERLOOM_DATA_MIB must be a whole number of MiB. Received: {given!r}.</source>
            <translation>LAYERLOOM_DATA_MIB 必须是以 MiB 为单位的整数。收到：{given!r}。</translation>
        </message>
        <message>
            <source>Larger is better: use max</source>
            <translation>越大越好：用 max</translation>
        </message>
        <message>
            <source>Layer {name}: {error}</source>
            <translation>层 {name}：{error}</translation>
        </message>
        <message>
            <source>Learn a quantity</source>
            <translation>学习一个数量</translation>
        </message>
        <message>
            <source>LearningRateScheduler: schedule must be a function of the epoch and the rate. Received: {given!r:.80}.</source>
            <translation>LearningRateScheduler：schedule 必须是关于轮次和学习率的函数。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>LearningRateScheduler: schedule must give a float. In epoch {epoch} it gave {given!r:.80}.</source>
            <translation>LearningRateScheduler：schedule 必须给出浮点数。第 {epoch} 轮给出的是 {given!r:.80}。</translation>
        </message>
        <message>
            <source>Leave out the rows where this column has no value</source>
            <translation>去掉该列没有值的行</translation>
        </message>
        <message>
            <source>Leave out {columns}</source>
            <translation>去掉 {columns}</translation>
        </message>
        <message>
            <source>Leave out {key:.60}</source>
            <translation>删去 {key:.60}</translation>
        </message>
        <message>
            <source>Leave this range out</source>
            <translation>去掉这个范围</translation>
        </message>
        <message>
            <source>Leave {kind} out</source>
            <translation>去掉 {kind}</translation>
        </message>
        <message>
            <source>Left out, for the first {count} records have none: {names} (first at {place}).</source>
            <translation>已略去，因为前 {count} 条记录中没有：{names}（首次出现于 {place}）。</translation>
        </message>
        <message>
            <source>Let all classes count the same</source>
            <translation>让所有类别权重相同</translation>
        </message>
        <message>
            <source>Let rare classes count more</source>
            <translation>让稀有类别权重更大</translation>
        </message>
        <message>
            <source>Let the sampler be tpe</source>
            <translation>让采样器为 tpe</translation>
        </message>
        <message>
            <source>Lets everything pass, and adds a penalty on large numbers to the loss.</source>
            <translation>让一切原样通过，并把对大数的惩罚加到损失中。</translation>
        </message>
        <message>
            <source>Lets its first input pass, and adds the second to the loss.</source>
            <translation>让第一个输入原样通过，并把第二个输入加到损失上。</translation>
        </message>
        <message>
            <source>Lets its second input pass; the first, true where a step counts, is its mask from then on.</source>
            <translation>让第二个输入通过；第一个输入在有效步处为真，此后作为它的掩码。</translation>
        </message>
        <message>
            <source>Line 1: the byte-order mark at the beginning is left out.</source>
            <translation>第 1 行：忽略开头的字节顺序标记。</translation>
        </message>
        <message>
            <source>Line {line} is no Python: {reason}.</source>
            <translation>第 {line} 行不是 Python：{reason}。</translation>
        </message>
        <message>
            <source>Line {line} names the delimiter and is left out.</source>
            <translation>第 {line} 行写明了分隔符，已略去。</translation>
        </message>
        <message>
            <source>Line {line}: lines end in {new} from here, in {old} before.</source>
            <translation>第 {line} 行：此前的行以 {old} 结尾，此后以 {new} 结尾。</translation>
        </message>
        <message>
            <source>Line {line}: {remark}</source>
            <translation>第 {line} 行：{remark}</translation>
        </message>
        <message>
            <source>Line {line}: {what} can't be read: {reason}.</source>
            <translation>第 {line} 行：{what} 无法读取：{reason}。</translation>
        </message>
        <message>
            <source>Lines above the table that are left out, such as titles.</source>
            <translation>表格上方要略去的行数，例如标题。</translation>
        </message>
        <message>
            <source>Log by {form} needs numbers {need}, but the column holds {number:g}. Take signed_log1p, which needs nothing.</source>
            <translation>{form} 形式的 Log 需要 {need} 的数，但该列含有 {number:g}。请使用 signed_log1p，它没有要求。</translation>
        </message>
        <message>
            <source>Long short-term memory over a sequence.</source>
            <translation>对序列的长短期记忆。</translation>
        </message>
        <message>
            <source>Looks up a vector for each whole number.</source>
            <translation>为每个整数查找一个向量。</translation>
        </message>
        <message>
            <source>Looks up a vector for each whole number; called in reverse, scores every number.</source>
            <translation>为每个整数查找一个向量；反向调用时，为每个数打分。</translation>
        </message>
        <message>
            <source>Looks up the place of texts in a list, which is given or found in data (adapt).</source>
            <translation>查找文本在列表中的位置，列表由人给出或从数据中求得（adapt）。</translation>
        </message>
        <message>
            <source>Looks up the place of whole numbers in a list, which is given or found in data (adapt).</source>
            <translation>查找整数在列表中的位置，列表由人给出或从数据中求得（adapt）。</translation>
        </message>
        <message>
            <source>Lower the learning rate when the training no longer gets better</source>
            <translation>训练不再改善时降低学习率</translation>
        </message>
        <message>
            <source>Make every layer trainable</source>
            <translation>使所有层可训练</translation>
        </message>
        <message>
            <source>Make it a project of this version</source>
            <translation>转为此版本的项目</translation>
        </message>
        <message>
            <source>Makes every image as large as is asked for.</source>
            <translation>把每幅图像变成所要求的大小。</translation>
        </message>
        <message>
            <source>Makes the numbers along an axis positive and add up to 1; a mask leaves some out.</source>
            <translation>使沿某个轴的数都为正且和为 1；掩码可排除一部分。</translation>
        </message>
        <message>
            <source>Marks steps whose numbers all are one value as padding that later layers skip.</source>
            <translation>把所有数都等于某个值的步标记为填充，后面的层会跳过它们。</translation>
        </message>
        <message>
            <source>Masking expects at least one axis besides the batch. Received: {shape}.</source>
            <translation>Masking 除批次外至少需要一个轴。收到的是 {shape}。</translation>
        </message>
        <message>
            <source>Matrices, 0 above a diagonal.</source>
            <translation>矩阵，对角线之上为 0。</translation>
        </message>
        <message>
            <source>Matrices, 0 below a diagonal.</source>
            <translation>矩阵，对角线之下为 0。</translation>
        </message>
        <message>
            <source>Mean and variance along axes.</source>
            <translation>沿轴的均值和方差。</translation>
        </message>
        <message>
            <source>MeanMetricWrapper: fn must be a function. Received: {given!r:.80}.</source>
            <translation>MeanMetricWrapper：fn 必须是函数。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>Meaning</source>
            <translation>含义</translation>
        </message>
        <message>
            <source>MinMax: low must be below high. Received: {low:g} and {high:g}.</source>
            <translation>MinMax：low 必须小于 high。收到：{low:g} 和 {high:g}。</translation>
        </message>
        <message>
            <source>Model is given an input twice. Received: {names}.</source>
            <translation>Model 收到了重复的输入。收到：{names}。</translation>
        </message>
        <message>
            <source>Model needs symbolic tensors: inputs made by Input, and outputs that layers made of them.</source>
            <translation>Model 需要符号张量：由 Input 创建的输入，以及各层由它们得到的输出。</translation>
        </message>
        <message>
            <source>ModelCheckpoint can't fill in {filepath}: {trouble}. Known are: {known}.</source>
            <translation>ModelCheckpoint 无法填写 {filepath}：{trouble}。已知的有：{known}。</translation>
        </message>
        <message>
            <source>ModelCheckpoint: filepath must end in {ends}. Received: {given!r:.200}.</source>
            <translation>ModelCheckpoint：filepath 必须以 {ends} 结尾。收到：{given!r:.200}。</translation>
        </message>
        <message>
            <source>ModelCheckpoint: save_freq must be 'epoch' or a whole number of batches. Received: {given!r:.80}.</source>
            <translation>ModelCheckpoint：save_freq 必须是 'epoch' 或批次的整数个数。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>Models are nested more than {limit} deep.</source>
            <translation>模型嵌套超过 {limit} 层。</translation>
        </message>
        <message>
            <source>Month, weekday, hour and other parts of dates</source>
            <translation>日期的月份、星期、小时等部分</translation>
        </message>
        <message>
            <source>Move them apart</source>
            <translation>将它们移开</translation>
        </message>
        <message>
            <source>MultiHeadAttention: attention_axes must be axes between batch and features, 1 to {last}. Received: {axes}.</source>
            <translation>MultiHeadAttention：attention_axes 必须是批次与特征之间的轴，1 到 {last}。实际收到：{axes}。</translation>
        </message>
        <message>
            <source>Multiplies and shifts every number, as 1/255 for the bytes of images.</source>
            <translation>把每个数相乘再平移，例如对图像字节用 1/255。</translation>
        </message>
        <message>
            <source>Multiplies its inputs number by number; sizes of 1 stretch.</source>
            <translation>逐个数把各输入相乘；大小为 1 的轴会扩展。</translation>
        </message>
        <message>
            <source>Multiplies two inputs along an axis of each and adds up: vectors, matrices, similarities.</source>
            <translation>沿两个输入各自的一个轴相乘并求和：向量、矩阵、相似度。</translation>
        </message>
        <message>
            <source>Multiply and add: 1/255 brings bytes to 0…1</source>
            <translation>乘并加：1/255 将字节变为 0…1</translation>
        </message>
        <message>
            <source>Name a template, or give --data and --target to make a network for data.</source>
            <translation>请指定模板，或给出 --data 和 --target 为数据建立网络。</translation>
        </message>
        <message>
            <source>Names for embeddings; not offered here.</source>
            <translation>嵌入的名称；这里不提供。</translation>
        </message>
        <message>
            <source>Nearly squared for small errors, nearly straight for large ones.</source>
            <translation>小误差近似平方，大误差近似线性。</translation>
        </message>
        <message>
            <source>Negative weights become 0.</source>
            <translation>负权重变为 0。</translation>
        </message>
        <message>
            <source>No Output has a loss, so there is nothing to train for.</source>
            <translation>没有 Output 带有损失，因此没有训练目标。</translation>
        </message>
        <message>
            <source>No Output has a loss, so there is nothing to train on. Choose a loss in an Output.</source>
            <translation>没有 Output 带有损失，因此无法训练。请在某个 Output 中选择损失。</translation>
        </message>
        <message>
            <source>No Output has a loss: whoever opens it must compile it before training.</source>
            <translation>没有任何 Output 带有损失函数：打开它的人须先编译才能训练。</translation>
        </message>
        <message>
            <source>No column of {dataset} can be learnt from. {reason}</source>
            <translation>{dataset} 中没有可供学习的列。{reason}</translation>
        </message>
        <message>
            <source>No data is chosen to train on.</source>
            <translation>尚未选择训练数据。</translation>
        </message>
        <message>
            <source>No data set is chosen, so the script would have nothing to train on.</source>
            <translation>尚未选择数据集，脚本将没有可训练的数据。</translation>
        </message>
        <message>
            <source>No data set is chosen. Choose one before training.</source>
            <translation>尚未选择数据集。请在训练前选择。</translation>
        </message>
        <message>
            <source>No layer is called {name}. There are: {names}.</source>
            <translation>没有名为 {name} 的层。现有：{names}。</translation>
        </message>
        <message>
            <source>No network was found in the script. {remark}</source>
            <translation>脚本中没有找到网络。{remark}</translation>
        </message>
        <message>
            <source>No network was found in the script: it makes no Sequential and no Model.</source>
            <translation>脚本中没有找到网络：它没有创建 Sequential 或 Model。</translation>
        </message>
        <message>
            <source>No output has a loss, so there is nothing to train on: compile the model with a loss.</source>
            <translation>没有输出带有损失，因此无法训练：请用损失编译模型。</translation>
        </message>
        <message>
            <source>No trial of this sweep has been trained to its end yet.</source>
            <translation>这次扫描还没有一次试验训练到底。</translation>
        </message>
        <message>
            <source>None of the first {n} trials could be trained. The last said: {reason}</source>
            <translation>前 {n} 次试验都无法训练。最后一次说：{reason}</translation>
        </message>
        <message>
            <source>None of the {count} pictures in {path} can be read.</source>
            <translation>{path} 中的 {count} 张图片都无法读取。</translation>
        </message>
        <message>
            <source>Norm: ord must be a number, inf or -inf; norms of matrices are not computed here. Received: {given!r:.80}.</source>
            <translation>Norm：ord 必须是数、inf 或 -inf；这里不计算矩阵的范数。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>Norm: with ord it goes along one axis. Received: {n} axes.</source>
            <translation>Norm：给出 ord 时只能沿一个轴。收到：{n} 个轴。</translation>
        </message>
        <message>
            <source>Normalization: axis {axis} is not one of the axes of {shape} after the batch.</source>
            <translation>Normalization：第 {axis} 轴不是 {shape} 批次之后的轴。</translation>
        </message>
        <message>
            <source>Normalization: mean and variance have {n} numbers for axis {axis} of {shape}.</source>
            <translation>Normalization：均值和方差为 {shape} 的第 {axis} 轴给出了 {n} 个数。</translation>
        </message>
        <message>
            <source>Normalization: mean and variance must be given both, or none of them.</source>
            <translation>Normalization：均值和方差必须都给出，或都不给。</translation>
        </message>
        <message>
            <source>Normalization: mean and variance must have one shape, with no more axes than are kept ({n}). Received: {mean} and {variance}.</source>
            <translation>Normalization：均值和方差的形状必须相同，轴数不超过保留的轴数（{n}）。收到的是 {mean} 和 {variance}。</translation>
        </message>
        <message>
            <source>Normally distributed numbers, without those far away.</source>
            <translation>正态分布的数，不含偏离过远的。</translation>
        </message>
        <message>
            <source>Normally distributed numbers.</source>
            <translation>正态分布的数。</translation>
        </message>
        <message>
            <source>Norms along an axis are 1.</source>
            <translation>沿某轴的范数为 1。</translation>
        </message>
        <message>
            <source>Norms along an axis are drawn between two limits.</source>
            <translation>沿某轴的范数被拉到两个界限之间。</translation>
        </message>
        <message>
            <source>Norms along an axis are never above a limit.</source>
            <translation>沿某轴的范数不超过上限。</translation>
        </message>
        <message>
            <source>Not in the windows, for they hold no plain numbers: {names}.</source>
            <translation>不在窗口中，因为不是普通数字：{names}。</translation>
        </message>
        <message>
            <source>Nothing is connected to an output of the model {name}.</source>
            <translation>模型 {name} 的某个输出没有连接。</translation>
        </message>
        <message>
            <source>Nothing is open that this bracket could close.</source>
            <translation>没有与这个右括号对应的左括号。</translation>
        </message>
        <message>
            <source>Nothing is selected that can be copied.</source>
            <translation>没有选中可复制的内容。</translation>
        </message>
        <message>
            <source>Nothing of {path} can be read.</source>
            <translation>{path} 中没有任何可读取的内容。</translation>
        </message>
        <message>
            <source>NumPy arrays (.npy) read from disk while training, for sets larger than the memory</source>
            <translation>训练时从磁盘读取的 NumPy 数组 (.npy)，用于大于内存的数据集</translation>
        </message>
        <message>
            <source>NumPy arrays, read from disk while training</source>
            <translation>NumPy 数组，训练时从磁盘读取</translation>
        </message>
        <message>
            <source>Numbers between two</source>
            <translation>两数之间的数</translation>
        </message>
        <message>
            <source>Numbers in a call: {error}</source>
            <translation>call 中的数：{error}</translation>
        </message>
        <message>
            <source>Numbers in place of NaN and infinite ones.</source>
            <translation>用数字代替 NaN 和无穷大。</translation>
        </message>
        <message>
            <source>Numbers less a mean, by a deviation that is given.</source>
            <translation>减去给定的均值，再除以给定的标准差。</translation>
        </message>
        <message>
            <source>Numbers per vector.</source>
            <translation>每个向量的数的个数。</translation>
        </message>
        <message>
            <source>Numbers put around a tensor.</source>
            <translation>在张量周围放上数。</translation>
        </message>
        <message>
            <source>Numbers that never change, the same for every sample, for a layer to be called on.</source>
            <translation>永不改变的数，对每个样本都相同，供层调用。</translation>
        </message>
        <message>
            <source>Numbers whose size follows from how many inputs or outputs a unit has.</source>
            <translation>数的大小由单元的输入或输出数目决定。</translation>
        </message>
        <message>
            <source>ONNX can't say the layer {name} ({kind}): {reason}.</source>
            <translation>ONNX 无法表达层 {name}（{kind}）：{reason}。</translation>
        </message>
        <message>
            <source>ONNX can't say {name}: it holds texts.</source>
            <translation>ONNX 无法表达 {name}：其中是文本。</translation>
        </message>
        <message>
            <source>ONNX needs a package that is not installed: pip install "layerloom[onnx]".</source>
            <translation>ONNX 需要一个尚未安装的包：pip install "layerloom[onnx]"。</translation>
        </message>
        <message>
            <source>ONNX's checker refuses what was made: {reason:.200}.</source>
            <translation>ONNX 的检查程序拒绝了结果：{reason:.200}。</translation>
        </message>
        <message>
            <source>One channel, the mean of several, or two.</source>
            <translation>一个声道（多个声道取平均），或两个声道。</translation>
        </message>
        <message>
            <source>One end of the wire is not in this model.</source>
            <translation>连线的一端不在此模型中。</translation>
        </message>
        <message>
            <source>One number for each pixel, or red, green and blue.</source>
            <translation>每个像素一个数，或红、绿、蓝。</translation>
        </message>
        <message>
            <source>One number in the shape of a tensor.</source>
            <translation>与张量形状相同的同一个数。</translation>
        </message>
        <message>
            <source>One of some values</source>
            <translation>若干值之一</translation>
        </message>
        <message>
            <source>One row of numbers per image instead of height × width × channels.</source>
            <translation>每幅图像为一行数，而不是高 × 宽 × 通道。</translation>
        </message>
        <message>
            <source>One row of numbers per sample</source>
            <translation>每个样本一行数</translation>
        </message>
        <message>
            <source>One side of a Fourier transform of windows, for a convolution over a signal.</source>
            <translation>加窗傅里叶变换的一侧，用于信号上的卷积。</translation>
        </message>
        <message>
            <source>One step of a GRU.</source>
            <translation>GRU 的一步。</translation>
        </message>
        <message>
            <source>One step of a SimpleRNN.</source>
            <translation>SimpleRNN 的一步。</translation>
        </message>
        <message>
            <source>One step of an LSTM.</source>
            <translation>LSTM 的一步。</translation>
        </message>
        <message>
            <source>One tensor behind another.</source>
            <translation>一个张量接在另一个之后。</translation>
        </message>
        <message>
            <source>One tensor where a condition holds, another where it doesn't.</source>
            <translation>条件成立处取一个张量，不成立处取另一个。</translation>
        </message>
        <message>
            <source>One-hot needs to know how many classes there are. Set classes.</source>
            <translation>独热编码需要知道类别数。请设置 classes。</translation>
        </message>
        <message>
            <source>One-hot needs whole numbers. Received: {dtype}. Put an Integer step before it.</source>
            <translation>独热编码需要整数。收到：{dtype}。请在其前添加 Integer 步骤。</translation>
        </message>
        <message>
            <source>Ones in the shape of a tensor.</source>
            <translation>与张量形状相同的一。</translation>
        </message>
        <message>
            <source>Only keys differ that this version does not know, or the order of things.</source>
            <translation>不同之处只在于此版本不认识的键，或内容的顺序。</translation>
        </message>
        <message>
            <source>Only so many of the largest predictions of a row can be yes.</source>
            <translation>每行只有这么多个最大的预测可以为“是”。</translation>
        </message>
        <message>
            <source>Ordinal: order must name each category once, such as 'low, high'. Received: {order}.</source>
            <translation>Ordinal：order 必须把每个类别列出一次，例如 'low, high'。收到：{order}。</translation>
        </message>
        <message>
            <source>Orthogonal needs a weight of two axes or more. Received: shape {shape}.</source>
            <translation>Orthogonal 需要至少两个轴的权重。收到：形状 {shape}。</translation>
        </message>
        <message>
            <source>Outputs: {names}</source>
            <translation>输出：{names}</translation>
        </message>
        <message>
            <source>Parameter</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Permute: dims must hold each of 1 to {n} once. Received: {dims}.</source>
            <translation>Permute：dims 必须包含 1 到 {n} 各一次。收到：{dims}。</translation>
        </message>
        <message>
            <source>Permute: dims {dims} orders {n} axes besides the batch. Received: {shape}.</source>
            <translation>Permute：dims {dims} 排列批次之外的 {n} 个轴。收到：{shape}。</translation>
        </message>
        <message>
            <source>Pictures in another size</source>
            <translation>改变图片大小</translation>
        </message>
        <message>
            <source>Pictures in grey or in colour</source>
            <translation>灰度或彩色图片</translation>
        </message>
        <message>
            <source>Pieces of sequences, which may overlap.</source>
            <translation>序列的片段，可以重叠。</translation>
        </message>
        <message>
            <source>PiecewiseConstantDecay needs rising boundaries, one fewer than values. Received: {boundaries} and {values}.</source>
            <translation>PiecewiseConstantDecay 需要递增的边界，且比取值少一个。收到：{boundaries} 和 {values}。</translation>
        </message>
        <message>
            <source>Pipeline holds layers with one input. Received: {kind}.</source>
            <translation>Pipeline 只能包含一个输入的层。收到：{kind}。</translation>
        </message>
        <message>
            <source>Pipeline holds layers with one result; this {kind} gives {n}.</source>
            <translation>Pipeline 只能包含一个结果的层；这个 {kind} 给出 {n} 个。</translation>
        </message>
        <message>
            <source>Pixels in a row.</source>
            <translation>每行的像素数。</translation>
        </message>
        <message>
            <source>Positive numbers whose sum along an axis is 1.</source>
            <translation>沿一个轴总和为 1 的正数。</translation>
        </message>
        <message>
            <source>Predictions are class numbers rather than a number for each class.</source>
            <translation>预测是类别编号，而不是每个类别一个数。</translation>
        </message>
        <message>
            <source>Predictions are class numbers, the likeliest first.</source>
            <translation>预测是类别编号，最可能的在前。</translation>
        </message>
        <message>
            <source>Predictions are logits rather than probabilities.</source>
            <translation>预测是 logits，而不是概率。</translation>
        </message>
        <message>
            <source>Predictions go to a .csv or .npz file. Received: {path}.</source>
            <translation>预测结果写入 .csv 或 .npz 文件。收到的是：{path}。</translation>
        </message>
        <message>
            <source>Products summed over axes, as a pattern says.</source>
            <translation>乘积在一些轴上求和，由模式说明。</translation>
        </message>
        <message>
            <source>Progbar takes stateful_metrics or stateless_metrics, not both.</source>
            <translation>Progbar 只接受 stateful_metrics 或 stateless_metrics 之一，不能两者都给。</translation>
        </message>
        <message>
            <source>Progbar: target must be a whole number, or None where it isn't known. Received: {given!r:.40}.</source>
            <translation>Progbar：target 必须是整数，未知时为 None。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>Put a {kind} in front</source>
            <translation>在前面放一个 {kind}</translation>
        </message>
        <message>
            <source>Puts its inputs one behind the other along an axis.</source>
            <translation>沿一个轴将各输入依次拼接。</translation>
        </message>
        <message>
            <source>Puts rows and columns of zeros around an image.</source>
            <translation>在图像四周补上全零的行和列。</translation>
        </message>
        <message>
            <source>Puts steps of zeros before and after a sequence.</source>
            <translation>在序列的前后补上全零的步。</translation>
        </message>
        <message>
            <source>Puts zeros around a volume.</source>
            <translation>在体数据四周补零。</translation>
        </message>
        <message>
            <source>PyTorch has no counterpart of the layer {name} ({kind}): {reason}.</source>
            <translation>PyTorch 没有与层 {name}（{kind}）对应的内容：{reason}。</translation>
        </message>
        <message>
            <source>PyTorch has no texts, and {name} is one.</source>
            <translation>PyTorch 没有文本，而 {name} 是文本。</translation>
        </message>
        <message>
            <source>RMSNormalization multiplies by its scale along the last axes, so axis must be those. Received: axis {axis} for {shape}.</source>
            <translation>RMSNormalization 沿最后几个轴乘以 scale，所以 axis 必须是这些轴。收到：{shape} 的 axis {axis}。</translation>
        </message>
        <message>
            <source>RNN takes one cell of one's own, not several in a list. Make an RNN of each, all but the last with return_sequences=True.</source>
            <translation>RNN 只接受一个自定义单元，不接受列表中的多个。请为每个单元建一个 RNN，除最后一个外都设 return_sequences=True。</translation>
        </message>
        <message>
            <source>RNN: the cell {cell} needs a state_size, the size of its state or a list of sizes. Received: {given!r:.80}.</source>
            <translation>RNN：单元 {cell} 需要 state_size，即状态的大小或大小的列表。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>Random numbers within call need sizes that are known, but for the number of samples. Received: {shape}.</source>
            <translation>call 中的随机数除样本数外需要已知的大小。收到：{shape}。</translation>
        </message>
        <message>
            <source>Random numbers, drawn anew for every batch, while training and afterwards.</source>
            <translation>随机数，每个批次重新抽取，训练时与训练后都如此。</translation>
        </message>
        <message>
            <source>RandomGaussianBlur: kernel_size must be odd. Received: {size}.</source>
            <translation>RandomGaussianBlur：kernel_size 必须是奇数。收到：{size}。</translation>
        </message>
        <message>
            <source>ReadMask expects at least one axis besides the batch. Received: {shape}.</source>
            <translation>ReadMask 除批次外至少需要一个轴。收到：{shape}。</translation>
        </message>
        <message>
            <source>Records of JSON</source>
            <translation>JSON 记录</translation>
        </message>
        <message>
            <source>Records of JSON, one a line or in a list: each entry is a column here</source>
            <translation>JSON 记录，每行一条或放在列表中：每个条目在这里是一列</translation>
        </message>
        <message>
            <source>ReduceLROnPlateau: factor must be a number below 1. Received: {given!r:.80}.</source>
            <translation>ReduceLROnPlateau：factor 必须小于 1。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>RemoteMonitor: root must begin with http:// or https://. Received: {given!r:.80}.</source>
            <translation>RemoteMonitor：root 必须以 http:// 或 https:// 开头。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>Remove the wire</source>
            <translation>移除连线</translation>
        </message>
        <message>
            <source>Remove the wire that closes the circle</source>
            <translation>移除构成环的连线</translation>
        </message>
        <message>
            <source>Rename it to {name}</source>
            <translation>重命名为 {name}</translation>
        </message>
        <message>
            <source>Repeats a row of numbers: a sequence of equal steps.</source>
            <translation>重复一行数：得到每步都相同的序列。</translation>
        </message>
        <message>
            <source>Repeats each step of a sequence.</source>
            <translation>重复序列的每一步。</translation>
        </message>
        <message>
            <source>Rescaling: {name} has the shape {given}, which doesn't stretch to {shape}.</source>
            <translation>Rescaling：{name} 的形状是 {given}，无法扩展到 {shape}。</translation>
        </message>
        <message>
            <source>Reshape can't turn {shape}, {size} numbers a sample, into {target}, {want} numbers.</source>
            <translation>Reshape 不能将 {shape}（每样本 {size} 个数）变为 {target}（{want} 个数）。</translation>
        </message>
        <message>
            <source>Reshape: target_shape may hold one -1 and otherwise sizes of 1 or more. Received: {shape}.</source>
            <translation>Reshape：target_shape 至多含一个 -1，其余须不小于 1。收到：{shape}。</translation>
        </message>
        <message>
            <source>ReshapeTo: at most one size may be -1 and none 0. Received: {shape}.</source>
            <translation>ReshapeTo：至多一个大小为 -1，且不能为 0。收到：{shape}。</translation>
        </message>
        <message>
            <source>Residual block</source>
            <translation>残差块</translation>
        </message>
        <message>
            <source>Resize is for pictures of bytes: (height, width, 1, 3 or 4 colours) of uint8. Received: {shape} of {dtype}. Put it before steps that scale.</source>
            <translation>Resize 用于字节图片：uint8 的 (高, 宽, 1、3 或 4 种颜色)。收到：{dtype} 的 {shape}。请把它放在缩放步骤之前。</translation>
        </message>
        <message>
            <source>Resizing: only one of crop_to_aspect_ratio and pad_to_aspect_ratio can be on. Switch one off.</source>
            <translation>Resizing：crop_to_aspect_ratio 与 pad_to_aspect_ratio 只能开启一个。请关闭其中一个。</translation>
        </message>
        <message>
            <source>Restoring model weights from the end of the best epoch: {epoch}.</source>
            <translation>恢复最佳轮次结束时的模型权重：第 {epoch} 轮。</translation>
        </message>
        <message>
            <source>Row {row} names the columns; what stands above it is left out.</source>
            <translation>第 {row} 行是列名；其上方的内容已略去。</translation>
        </message>
        <message>
            <source>Rows by the root of the mean of their squares.</source>
            <translation>各行除以其平方均值的平方根。</translation>
        </message>
        <message>
            <source>Rows from the beginning of a window to that of the next.</source>
            <translation>相邻两个窗口起点之间的行数。</translation>
        </message>
        <message>
            <source>Rows from the last of the window to the target: 1 is the next.</source>
            <translation>从窗口最后一行到目标的行数：1 表示下一行。</translation>
        </message>
        <message>
            <source>Rows less their mean, by their deviation.</source>
            <translation>各行减去其均值，再除以其标准差。</translation>
        </message>
        <message>
            <source>Rows of a window.</source>
            <translation>一个窗口的行数。</translation>
        </message>
        <message>
            <source>Rows of pixels.</source>
            <translation>像素的行数。</translation>
        </message>
        <message>
            <source>Rows or columns at right angles, so that nothing grows or vanishes.</source>
            <translation>行或列相互垂直，使信号既不增大也不消失。</translation>
        </message>
        <message>
            <source>STFT needs a weight of shape (steps, 1, frequencies), with 2 frequencies or more. Received: shape {shape}.</source>
            <translation>STFT 需要形状为 (步数, 1, 频率数) 的权重，频率数至少为 2。收到的形状：{shape}。</translation>
        </message>
        <message>
            <source>STFT: a window of {n} numbers does not fit a weight of {steps} steps.</source>
            <translation>STFT：{n} 个数的窗与 {steps} 步的权重不匹配。</translation>
        </message>
        <message>
            <source>Samples of a batch must have one shape. The first has {want}, and another has another.</source>
            <translation>同一批次的样本形状必须相同。第一个的形状是 {want}，而另有一个不同。</translation>
        </message>
        <message>
            <source>Samples of each sound: 16000 are a second at 16 kHz.</source>
            <translation>每段声音的采样数：16 kHz 时 16000 为一秒。</translation>
        </message>
        <message>
            <source>Save only when the watched number is the best so far.</source>
            <translation>只有当监视的数是目前最佳时才保存。</translation>
        </message>
        <message>
            <source>Save the model while it is trained, or only the best</source>
            <translation>训练时保存模型，或只保存最佳的</translation>
        </message>
        <message>
            <source>Save the weights alone (.weights.h5).</source>
            <translation>只保存权重（.weights.h5）。</translation>
        </message>
        <message>
            <source>Select at least one layer that is neither Input nor Output.</source>
            <translation>请至少选择一个既非 Input 也非 Output 的层。</translation>
        </message>
        <message>
            <source>Self-attention and two Dense layers, each added to what went in and normalized.</source>
            <translation>自注意力和两个 Dense 层，各自与输入相加并归一化。</translation>
        </message>
        <message>
            <source>Sequential: {layer} gives several tensors, so that none can come behind it.</source>
            <translation>Sequential：{layer} 给出多个张量，因此其后不能再接层。</translation>
        </message>
        <message>
            <source>Setting {name} of a layer is not followed.</source>
            <translation>未跟随对层的 {name} 的设置。</translation>
        </message>
        <message>
            <source>Several cells one after the other, as one.</source>
            <translation>多个单元依次相连，作为一个单元。</translation>
        </message>
        <message>
            <source>Several heads look at a sequence, each by queries, keys and values of its own.</source>
            <translation>多个头看同一个序列，各有自己的查询、键和值。</translation>
        </message>
        <message>
            <source>Several heads look at a sequence, some of them with the same keys and values.</source>
            <translation>多个头看同一个序列，其中一些共用键和值。</translation>
        </message>
        <message>
            <source>Several layers one after the other, as one: above all what is done with images.</source>
            <translation>把几层依次合成一层：多用于图像处理。</translation>
        </message>
        <message>
            <source>Shares out any whole numbers or texts over a few categories, always in the same way.</source>
            <translation>把任意整数或文本分配到少数几个类别，分配方式始终相同。</translation>
        </message>
        <message>
            <source>Shares out pairs of whole numbers or texts over a few categories, always in the same way.</source>
            <translation>把成对的整数或文本分到少数几个类别中，方式始终相同。</translation>
        </message>
        <message>
            <source>Size of the images; larger ones are interpolated. 8x8 holds 0 to 16, the others 0 to 255.</source>
            <translation>图像大小；较大的由插值得到。8x8 的取值为 0 到 16，其余为 0 到 255。</translation>
        </message>
        <message>
            <source>Sizes of 1 stretched to others.</source>
            <translation>大小为 1 的轴拉伸成其他大小。</translation>
        </message>
        <message>
            <source>Sizes of one sample; one of them may be -1.</source>
            <translation>一个样本的各个大小；其中一个可为 -1。</translation>
        </message>
        <message>
            <source>Small ResNet</source>
            <translation>小型 ResNet</translation>
        </message>
        <message>
            <source>Small filters slide along a sequence and answer to what they have learnt.</source>
            <translation>小滤波器沿序列滑动，对学到的模式作出响应。</translation>
        </message>
        <message>
            <source>Small filters slide over an image and answer to what they have learnt.</source>
            <translation>小滤波器在图像上滑动，对学到的内容作出响应。</translation>
        </message>
        <message>
            <source>Small filters slide through a volume and answer to what they have learnt.</source>
            <translation>小滤波器在体数据中滑动，对学到的模式作出响应。</translation>
        </message>
        <message>
            <source>Small filters within each channel of a sequence, then a mixture of all channels.</source>
            <translation>先在序列的每个通道内用小滤波器，再混合所有通道。</translation>
        </message>
        <message>
            <source>Small filters within each channel of an image, then a mixture of all channels.</source>
            <translation>先在图像的每个通道内用小滤波器，再混合所有通道。</translation>
        </message>
        <message>
            <source>Small photographs in a hundred classes (A. Krizhevsky, 2009)</source>
            <translation>一百个类别的小照片（A. Krizhevsky，2009）</translation>
        </message>
        <message>
            <source>Small photographs in ten classes (A. Krizhevsky, 2009)</source>
            <translation>十个类别的小照片（A. Krizhevsky，2009）</translation>
        </message>
        <message>
            <source>Softmax makes one choice among classes; {name} asks about each class alone.</source>
            <translation>Softmax 在各类别中择一；而 {name} 单独询问每个类别。</translation>
        </message>
        <message>
            <source>Softmax needs an axis at least.</source>
            <translation>Softmax 至少需要一个轴。</translation>
        </message>
        <message>
            <source>Softmax would take the mask of the steps for one of its numbers, and Keras refuses it. Use Activation with activation="softmax", which passes the mask on.</source>
            <translation>Softmax 会把步的掩码当成数的掩码，Keras 会拒绝。请改用 activation="softmax" 的 Activation，它会把掩码传下去。</translation>
        </message>
        <message>
            <source>Softmax: axis {axis} is not one of the axes of {shape} after the batch.</source>
            <translation>Softmax：第 {axis} 轴不是 {shape} 批次之后的轴。</translation>
        </message>
        <message>
            <source>Softmax: the mask must have the shape of the input, or sizes of 1 that stretch. Received: {mask} for {shape}.</source>
            <translation>Softmax：掩码的形状必须与输入相同，或在可扩展处为 1。收到的是 {mask}，输入为 {shape}。</translation>
        </message>
        <message>
            <source>Some of the numbers: a slice.</source>
            <translation>其中一部分数：切片。</translation>
        </message>
        <message>
            <source>Sorts numbers into bins, whose bounds are given or found in data (adapt).</source>
            <translation>把数分入区间，区间边界由人给出或从数据中求得（adapt）。</translation>
        </message>
        <message>
            <source>SpectralNormalization needs a layer with a kernel, as Dense or a convolution. Received: {layer}.</source>
            <translation>SpectralNormalization 需要带有 kernel 的层，例如 Dense 或卷积。收到：{layer}。</translation>
        </message>
        <message>
            <source>Spreads the shades of each region evenly over the whole range, always.</source>
            <translation>始终把每个区域的色阶均匀铺满整个范围。</translation>
        </message>
        <message>
            <source>Squared for small errors, straight for large ones: outliers count less.</source>
            <translation>小误差取平方，大误差取线性：离群值影响较小。</translation>
        </message>
        <message>
            <source>StackedRNNCells needs a cell or more.</source>
            <translation>StackedRNNCells 至少需要一个单元。</translation>
        </message>
        <message>
            <source>Standard deviation of the noise in the pictures.</source>
            <translation>图片中噪声的标准差。</translation>
        </message>
        <message>
            <source>Standard deviation of the noise in y.</source>
            <translation>y 中噪声的标准差。</translation>
        </message>
        <message>
            <source>Steps are written as in FillNumbers(by="mean"), Standardize. Received: {text}.</source>
            <translation>步骤写法如 FillNumbers(by="mean"), Standardize。收到：{text}。</translation>
        </message>
        <message>
            <source>Stretches the colours of each image to the whole range, always.</source>
            <translation>把每幅图像的颜色拉伸到整个范围，始终有效。</translation>
        </message>
        <message>
            <source>SwapEMAWeights needs an optimizer that keeps moving averages: use_ema is off.</source>
            <translation>SwapEMAWeights 需要优化器保留滑动平均：use_ema 未打开。</translation>
        </message>
        <message>
            <source>SwapEMAWeights needs an optimizer with use_ema=True.</source>
            <translation>SwapEMAWeights 需要 use_ema=True 的优化器。</translation>
        </message>
        <message>
            <source>Takes</source>
            <translation>取值</translation>
        </message>
        <message>
            <source>Takes its second input from the first, number by number; sizes of 1 stretch.</source>
            <translation>逐个数用第一个输入减去第二个输入；大小为 1 的轴会扩展。</translation>
        </message>
        <message>
            <source>Targets are class numbers rather than a number for each class.</source>
            <translation>目标是类别编号，而不是每个类别一个数。</translation>
        </message>
        <message>
            <source>TensorBoard: update_freq must be 'epoch', 'batch' or a whole number of batches. Received: {given!r:.80}.</source>
            <translation>TensorBoard：update_freq 必须是 'epoch'、'batch' 或整数批数。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>TensorBoard: {name} is not offered here: curves, histograms and the graph are. Leave it out.</source>
            <translation>TensorBoard：这里不提供 {name}，只提供曲线、直方图和网络图。请去掉它。</translation>
        </message>
        <message>
            <source>Tensors of one shape side by side along a new axis.</source>
            <translation>形状相同的张量沿一个新轴并排。</translation>
        </message>
        <message>
            <source>Tensors one behind the other along an axis.</source>
            <translation>张量沿一个轴首尾相接。</translation>
        </message>
        <message>
            <source>TextToWords: a size of {size} leaves no place for words beside 0 and {unknown} for unknown ones.</source>
            <translation>TextToWords：size 为 {size} 时，除了 0 和 {unknown} 个未知单词编号外，没有单词的位置。</translation>
        </message>
        <message>
            <source>TextVectorization cuts one text a sample, so it expects shape (None, 1). Received: {shape}.</source>
            <translation>TextVectorization 每个样本切一段文本，因此形状应为 (None, 1)。收到的是 {shape}。</translation>
        </message>
        <message>
            <source>TextVectorization gives a row a text: use output_mode "multi_hot", "count" or "int".</source>
            <translation>TextVectorization 每段文本给出一行：请使用 output_mode "multi_hot"、"count" 或 "int"。</translation>
        </message>
        <message>
            <source>TextVectorization needs output_sequence_length: how many words of a text are kept. Here all sizes are known before a text is read.</source>
            <translation>TextVectorization 需要 output_sequence_length：每段文本保留多少个词。这里在读文本之前所有大小都必须已知。</translation>
        </message>
        <message>
            <source>TextVectorization: output_sequence_length is for output_mode "int" alone.</source>
            <translation>TextVectorization：output_sequence_length 仅用于 output_mode "int"。</translation>
        </message>
        <message>
            <source>The .csv file.</source>
            <translation>.csv 文件。</translation>
        </message>
        <message>
            <source>The .jsonl, .ndjson or .json file.</source>
            <translation>.jsonl、.ndjson 或 .json 文件。</translation>
        </message>
        <message>
            <source>The .npz file.</source>
            <translation>.npz 文件。</translation>
        </message>
        <message>
            <source>The .parquet, .feather or .arrow file.</source>
            <translation>.parquet、.feather 或 .arrow 文件。</translation>
        </message>
        <message>
            <source>The .xlsx, .xlsm, .xls or .ods file.</source>
            <translation>.xlsx、.xlsm、.xls 或 .ods 文件。</translation>
        </message>
        <message>
            <source>The Input {name} gets {value} in row {row}. Fill the gap, or leave the row out.</source>
            <translation>输入 {name} 在第 {row} 行得到 {value}。请填补空缺，或去掉该行。</translation>
        </message>
        <message>
            <source>The angle of a point, x1 being its height.</source>
            <translation>一个点的角度，x1 是它的高度。</translation>
        </message>
        <message>
            <source>The angle whose cosine is each number.</source>
            <translation>余弦为每个数的角。</translation>
        </message>
        <message>
            <source>The angle whose sine is each number.</source>
            <translation>正弦为每个数的角。</translation>
        </message>
        <message>
            <source>The angle whose tangent is each number.</source>
            <translation>正切为每个数的角。</translation>
        </message>
        <message>
            <source>The archive is not unpacked: its {name!r:.60} would lie outside of {folder}.</source>
            <translation>没有解开归档：其中的 {name!r:.60} 会落在 {folder} 之外。</translation>
        </message>
        <message>
            <source>The area below points along an axis.</source>
            <translation>沿轴各点下方的面积。</translation>
        </message>
        <message>
            <source>The axes in another order.</source>
            <translation>轴换成另一种顺序。</translation>
        </message>
        <message>
            <source>The bits that both have.</source>
            <translation>两者都有的位。</translation>
        </message>
        <message>
            <source>The bits that just one has.</source>
            <translation>只有一方有的位。</translation>
        </message>
        <message>
            <source>The bits that one has.</source>
            <translation>至少一方有的位。</translation>
        </message>
        <message>
            <source>The bracket is not closed.</source>
            <translation>括号没有闭合。</translation>
        </message>
        <message>
            <source>The byte-order mark at the beginning says that the letters are stored as {found}.</source>
            <translation>开头的字节顺序标记表明文字按 {found} 存储。</translation>
        </message>
        <message>
            <source>The call of {layer} is given other arguments.</source>
            <translation>{layer} 的调用得到了不同的参数。</translation>
        </message>
        <message>
            <source>The callback {kind} can't be used here yet.</source>
            <translation>这里还不能使用回调 {kind}。</translation>
        </message>
        <message>
            <source>The callback {name} can't be read from a script.</source>
            <translation>无法从脚本读入回调 {name}。</translation>
        </message>
        <message>
            <source>The categories from the least to the greatest, such as 'small, medium, large'.</source>
            <translation>从小到大的类别，例如 'small, medium, large'。</translation>
        </message>
        <message>
            <source>The checkpoint in {folder} is of another network, or of another optimizer than {optimizer}. Train as before, or remove the checkpoint to begin anew.</source>
            <translation>{folder} 中的检查点属于另一个网络，或属于 {optimizer} 以外的优化器。请照原样训练，或删除检查点重新开始。</translation>
        </message>
        <message>
            <source>The class folder {folder} holds no {what}. {known} are read; remove the folder if it is no class.</source>
            <translation>类别文件夹 {folder} 中没有可用文件（{what}）。可读取 {known}；若它不是类别，请移除该文件夹。</translation>
        </message>
        <message>
            <source>The class number {label} in sample {row} of the batch does not exist: the output has {n} classes, 0 to {last}.</source>
            <translation>批次中样本 {row} 的类别编号 {label} 不存在：该输出有 {n} 个类别，0 到 {last}。</translation>
        </message>
        <message>
            <source>The class numbers of {name} go from {low:g} to {high:g}, but it has {classes} classes: 0 to {last}.</source>
            <translation>{name} 的类别编号从 {low:g} 到 {high:g}，但它只有 {classes} 个类别：0 到 {last}。</translation>
        </message>
        <message>
            <source>The class {rare} of {name} has {few} rows, {often} has {many}. Always answering {often} would be right in {share:.0%}, so accuracy says little.</source>
            <translation>{name} 的类别 {rare} 有 {few} 行，{often} 有 {many} 行。总是回答 {often} 就有 {share:.0%} 正确，因此准确率说明不了什么。</translation>
        </message>
        <message>
            <source>The classes whose mean is taken.</source>
            <translation>取平均的类别。</translation>
        </message>
        <message>
            <source>The classes whose mean is taken: 0 is no, 1 is yes.</source>
            <translation>取平均的类别：0 为否，1 为是。</translation>
        </message>
        <message>
            <source>The column has missing values, so it has no extent. Put FillNumbers before {kind}.</source>
            <translation>该列有缺失值，因此没有范围。请在 {kind} 之前加上 FillNumbers。</translation>
        </message>
        <message>
            <source>The column has missing values, so it has no mean. Put FillNumbers before Standardize.</source>
            <translation>该列有缺失值，因此没有平均数。请在 Standardize 之前放 FillNumbers。</translation>
        </message>
        <message>
            <source>The column with the names of the pictures' masks; empty: none.</source>
            <translation>掩码文件名所在的列；空：无。</translation>
        </message>
        <message>
            <source>The column with the names of the pictures.</source>
            <translation>图片文件名所在的列。</translation>
        </message>
        <message>
            <source>The column {name} has one value alone: there is nothing to learn.</source>
            <translation>列 {name} 只有一个值：没有可学的内容。</translation>
        </message>
        <message>
            <source>The column {name} holds texts, which are no quantities.</source>
            <translation>列 {name} 存放的是文字，不是数量。</translation>
        </message>
        <message>
            <source>The column {name} is left out: it has more than {most} different texts.</source>
            <translation>列 {name} 已略去：它有超过 {most} 种不同的文本。</translation>
        </message>
        <message>
            <source>The column {name} is left out: it has one value alone.</source>
            <translation>列 {name} 已略去：它只有一个值。</translation>
        </message>
        <message>
            <source>The column {name} is left out: it has {count} different texts in {rows} rows.</source>
            <translation>列 {name} 已略去：它在 {rows} 行中有 {count} 个不同的文本。</translation>
        </message>
        <message>
            <source>The column {name} is left out: it holds lists of other things than numbers.</source>
            <translation>列 {name} 已略去：它的列表里不是数字。</translation>
        </message>
        <message>
            <source>The column {name} is left out: it holds names of files.</source>
            <translation>列 {name} 被去掉：它是文件名。</translation>
        </message>
        <message>
            <source>The column {name} is left out: it holds values of the type {type}.</source>
            <translation>列 {name} 已略去：它的值是 {type} 类型。</translation>
        </message>
        <message>
            <source>The column {name} is left out: it numbers the rows.</source>
            <translation>列 {name} 已略去：它只是行号。</translation>
        </message>
        <message>
            <source>The column {name} is left out: it seems to hold dates as numbers.</source>
            <translation>列 {name} 被去掉：它像是以数字表示的日期。</translation>
        </message>
        <message>
            <source>The column {name} is left out: it seems to hold identifiers.</source>
            <translation>列 {name} 被去掉：它像是标识。</translation>
        </message>
        <message>
            <source>The column {name} is left out: it seems to hold telephone numbers.</source>
            <translation>列 {name} 被去掉：它像是电话号码。</translation>
        </message>
        <message>
            <source>The column {name} is left out: its numbers are too large to be told apart.</source>
            <translation>列 {name} 被去掉：其数字太大，无法区分。</translation>
        </message>
        <message>
            <source>The column {name} is left out: the network takes numbers.</source>
            <translation>列 {name} 被去掉：网络只接受数字。</translation>
        </message>
        <message>
            <source>The column {name} is left out: {reason}</source>
            <translation>列 {name} 被去掉：{reason}</translation>
        </message>
        <message>
            <source>The column {name} is standardized, so that it is learnt sooner: an error of 1 is one of {spread:.4g} in its own unit, in which predict answers.</source>
            <translation>列 {name} 已标准化，以便更快学会：误差 1 相当于其自身单位的 {spread:.4g}；predict 以其自身单位作答。</translation>
        </message>
        <message>
            <source>The column {name} is taken as a quantity, there being no other: is it one?</source>
            <translation>列 {name} 被当作数量，因为没有别的列：它确实是数量吗？</translation>
        </message>
        <message>
            <source>The column {target} gives samples of shape {received}, which the Output {name} of shape {expected} can't be compared with. Take another network, or leave the template out.</source>
            <translation>列 {target} 给出形状为 {received} 的样本，无法与形状为 {expected} 的 Output {name} 比较。请换一个网络，或不使用模板。</translation>
        </message>
        <message>
            <source>The compile argument {name:.80} is not supported.</source>
            <translation>不支持 compile 的参数 {name:.80}。</translation>
        </message>
        <message>
            <source>The constant.</source>
            <translation>常数。</translation>
        </message>
        <message>
            <source>The constraint {kind} can't be computed here.</source>
            <translation>这里不能计算约束 {kind}。</translation>
        </message>
        <message>
            <source>The cosine of each number.</source>
            <translation>每个数的余弦。</translation>
        </message>
        <message>
            <source>The cross-entropy of classes along an axis.</source>
            <translation>沿轴的类别交叉熵。</translation>
        </message>
        <message>
            <source>The cross-entropy of classes given by their numbers.</source>
            <translation>以编号给出的类别的交叉熵。</translation>
        </message>
        <message>
            <source>The cross-entropy of yes and no, number by number.</source>
            <translation>是与否的交叉熵，逐个数计算。</translation>
        </message>
        <message>
            <source>The cube root of each number.</source>
            <translation>每个数的立方根。</translation>
        </message>
        <message>
            <source>The data can't be read: {reason}.</source>
            <translation>无法读取数据：{reason}。</translation>
        </message>
        <message>
            <source>The data can't be saved as {path}: {reason}.</source>
            <translation>数据无法保存为 {path}：{reason}。</translation>
        </message>
        <message>
            <source>The data of {kind} must be saved in a file beside the script.</source>
            <translation>{kind} 的数据必须保存在脚本旁的文件中。</translation>
        </message>
        <message>
            <source>The data of {name} goes from {low:.6g} to {high:.6g}{column}. Networks learn best from numbers around -1 to 1.</source>
            <translation>{name} 的数据从 {low:.6g} 到 {high:.6g}{column}。网络最善于从 -1 到 1 左右的数中学习。</translation>
        </message>
        <message>
            <source>The data of {name} goes up to {high:.3g}{column}: products of such numbers are no finite ones, and the first step would spoil every weight.</source>
            <translation>{name} 的数据高达 {high:.3g}{column}：这样的数相乘不再是有限数，第一步就会毁掉所有权重。</translation>
        </message>
        <message>
            <source>The data of {name} holds NaN or infinity, which would spoil every weight.</source>
            <translation>{name} 的数据含有 NaN 或无穷大，会破坏所有权重。</translation>
        </message>
        <message>
            <source>The data of {name} reaches no Output.</source>
            <translation>{name} 的数据不通向任何 Output。</translation>
        </message>
        <message>
            <source>The data of {run} is no longer what the training began with, so it can't go on as if nothing had happened. Bring the data back, or train anew.</source>
            <translation>{run} 的数据已不是训练开始时的数据，因此无法若无其事地继续。请恢复数据，或重新训练。</translation>
        </message>
        <message>
            <source>The data set {kind:.60} can't be read by this version.</source>
            <translation>此版本无法读取数据集 {kind:.60}。</translation>
        </message>
        <message>
            <source>The data set {kind} is not known to this version, or has parameters that are not.</source>
            <translation>此版本不认识数据集 {kind} 或其参数。</translation>
        </message>
        <message>
            <source>The data step {kind:.60} can't be read by this version.</source>
            <translation>此版本无法读取数据步骤 {kind:.60}。</translation>
        </message>
        <message>
            <source>The data, or what is done with it, is another.</source>
            <translation>数据或对数据的处理不同。</translation>
        </message>
        <message>
            <source>The date that `days` are counted from.</source>
            <translation>`days` 从哪个日期数起。</translation>
        </message>
        <message>
            <source>The determinant of square matrices.</source>
            <translation>方阵的行列式。</translation>
        </message>
        <message>
            <source>The difference of two tensors, number by number.</source>
            <translation>两个张量逐数相减。</translation>
        </message>
        <message>
            <source>The disk is full: {path} was not written.</source>
            <translation>磁盘已满:{path} 未能写入。</translation>
        </message>
        <message>
            <source>The disk is full: {path} was not written. The old file is as it was.</source>
            <translation>磁盘已满：{path} 未写入。旧文件保持不变。</translation>
        </message>
        <message>
            <source>The distance between two that are tried.</source>
            <translation>相邻两个尝试值之间的距离。</translation>
        </message>
        <message>
            <source>The distance between two that are tried; none: any number.</source>
            <translation>相邻两个尝试值之间的距离；空：任意数。</translation>
        </message>
        <message>
            <source>The editor is not installed here; the commands are: layerloom --help.</source>
            <translation>此处没有安装编辑器；各命令见：layerloom --help。</translation>
        </message>
        <message>
            <source>The entries are columns, with {count} rows each.</source>
            <translation>各条目是列，每列 {count} 行。</translation>
        </message>
        <message>
            <source>The error function of each number.</source>
            <translation>每个数的误差函数。</translation>
        </message>
        <message>
            <source>The file of {origin} is not the one that was asked for: its hash is {got}, not {want}. It was not kept.</source>
            <translation>{origin} 的文件不是所要的那一个：它的哈希值是 {got}，而不是 {want}。该文件没有保留。</translation>
        </message>
        <message>
            <source>The file to write.</source>
            <translation>要写入的文件。</translation>
        </message>
        <message>
            <source>The file; {epoch} and names of the history in braces are filled in.</source>
            <translation>文件；花括号中的 {epoch} 和历史中的名称会被填入。</translation>
        </message>
        <message>
            <source>The first half along an axis, gated by the second.</source>
            <translation>沿一个轴的前一半，由后一半控制。</translation>
        </message>
        <message>
            <source>The first times a power of 2.</source>
            <translation>第一个数乘以 2 的幂。</translation>
        </message>
        <message>
            <source>The first to the power of the second.</source>
            <translation>第一个的第二个次幂。</translation>
        </message>
        <message>
            <source>The folder cifar-10-batches-py or cifar-10-batches-bin, or its .tar.gz.</source>
            <translation>文件夹 cifar-10-batches-py 或 cifar-10-batches-bin，或其 .tar.gz。</translation>
        </message>
        <message>
            <source>The folder cifar-100-python or cifar-100-binary, or its .tar.gz.</source>
            <translation>文件夹 cifar-100-python 或 cifar-100-binary，或其 .tar.gz。</translation>
        </message>
        <message>
            <source>The folder for its files; train and validation get one each within.</source>
            <translation>存放其文件的文件夹；训练和验证在其中各有一个。</translation>
        </message>
        <message>
            <source>The folder of {path} does not exist.</source>
            <translation>{path} 所在的文件夹不存在。</translation>
        </message>
        <message>
            <source>The folder that holds the classes' subfolders.</source>
            <translation>包含各类别子文件夹的文件夹。</translation>
        </message>
        <message>
            <source>The folder that holds the two subfolders.</source>
            <translation>包含这两个子文件夹的文件夹。</translation>
        </message>
        <message>
            <source>The folder that the names start at; empty: that of the table.</source>
            <translation>文件名的起始文件夹；空：表格所在的文件夹。</translation>
        </message>
        <message>
            <source>The folder with the files of images and labels.</source>
            <translation>存放图像与标签文件的文件夹。</translation>
        </message>
        <message>
            <source>The folder {folder} holds no pictures.</source>
            <translation>文件夹 {folder} 中没有图片。</translation>
        </message>
        <message>
            <source>The folder {path} has neither pictures nor subfolders. Put the pictures of each class into one.</source>
            <translation>文件夹 {path} 中既没有图片也没有子文件夹。请把每个类别的图片放入一个子文件夹。</translation>
        </message>
        <message>
            <source>The folder {path} has no subfolders. Put the {what} of each class into one.</source>
            <translation>文件夹 {path} 没有子文件夹。请把每个类别的文件（{what}）各放入一个。</translation>
        </message>
        <message>
            <source>The folder {path} holds no .npy files.</source>
            <translation>文件夹 {path} 中没有 .npy 文件。</translation>
        </message>
        <message>
            <source>The folder {path} is divided into parts: {parts}. Choose {first} to train on, and another part to validate with.</source>
            <translation>文件夹 {path} 分为几部分：{parts}。请选择 {first} 用于训练，另一部分用于验证。</translation>
        </message>
        <message>
            <source>The gradient of {layer} has {value}, though all that it gets is finite.</source>
            <translation>{layer} 的梯度出现 {value}，尽管它得到的都是有限数。</translation>
        </message>
        <message>
            <source>The greatest number that is left; empty: none.</source>
            <translation>保留的最大数；留空：无。</translation>
        </message>
        <message>
            <source>The hyperbolic cosine of each number.</source>
            <translation>每个数的双曲余弦。</translation>
        </message>
        <message>
            <source>The hyperbolic sine of each number.</source>
            <translation>每个数的双曲正弦。</translation>
        </message>
        <message>
            <source>The hyperbolic tangent of each number.</source>
            <translation>每个数的双曲正切。</translation>
        </message>
        <message>
            <source>The identity: what comes in goes out.</source>
            <translation>恒等：输入即输出。</translation>
        </message>
        <message>
            <source>The initializer {kind} can't be computed here.</source>
            <translation>这里不能计算初始化器 {kind}。</translation>
        </message>
        <message>
            <source>The input {name} expects arrays of shape {want}, the samples first. Received: {got}. For a single sample write x[None].</source>
            <translation>输入 {name} 需要形状为 {want} 的数组,样本轴在最前。收到:{got}。若只有一个样本,请写 x[None]。</translation>
        </message>
        <message>
            <source>The input {name} expects arrays of shape {want}. Received: {got}, as a list of {n} arrays has it. Give one array, or join them by numpy.concatenate.</source>
            <translation>输入 {name} 需要形状为 {want} 的数组。收到：{got}，如同 {n} 个数组的列表。请给出一个数组，或用 numpy.concatenate 连接。</translation>
        </message>
        <message>
            <source>The input {name} expects arrays of shape {want}. Received: {got}.</source>
            <translation>输入 {name} 需要形状为 {want} 的数组。收到的是：{got}。</translation>
        </message>
        <message>
            <source>The input {name} needs data: x has None for it.</source>
            <translation>输入 {name} 需要数据:x 中对应的是 None。</translation>
        </message>
        <message>
            <source>The inputs or outputs of {name} stand in another order.</source>
            <translation>{name} 的输入或输出的顺序不同。</translation>
        </message>
        <message>
            <source>The inverse of square matrices.</source>
            <translation>方阵的逆。</translation>
        </message>
        <message>
            <source>The key {key!r:.80} stands twice in one object.</source>
            <translation>键 {key!r:.80} 在一个对象中出现了两次。</translation>
        </message>
        <message>
            <source>The labels of sample {row} of the batch must be class numbers from 1 to {last}, filled up with 0. Received: {labels}.</source>
            <translation>批次中第 {row} 个样本的标签必须是 1 到 {last} 的类别编号，并以 0 补齐。收到：{labels}。</translation>
        </message>
        <message>
            <source>The larger of two numbers, or the only one.</source>
            <translation>两个数中较大的，或唯一的那个。</translation>
        </message>
        <message>
            <source>The larger of two numbers.</source>
            <translation>两个数中较大的。</translation>
        </message>
        <message>
            <source>The largest along axes of what are numbers.</source>
            <translation>沿轴的最大数，跳过不是数的。</translation>
        </message>
        <message>
            <source>The largest number along axes.</source>
            <translation>沿轴的最大数。</translation>
        </message>
        <message>
            <source>The largest number of each of as many parts.</source>
            <translation>若干部分中每一部分的最大数。</translation>
        </message>
        <message>
            <source>The largest number of each window.</source>
            <translation>每个窗口的最大数。</translation>
        </message>
        <message>
            <source>The largest numbers along the last axis, and where they are.</source>
            <translation>沿最后一个轴最大的几个数及其位置。</translation>
        </message>
        <message>
            <source>The largest numbers of so many parts of a sequence, however long it is.</source>
            <translation>把序列分成这么多份，取每份中最大的数，无论序列多长。</translation>
        </message>
        <message>
            <source>The largest numbers of so many parts of a volume, however large it is.</source>
            <translation>把体数据分成这么多份，取每份中最大的数，无论体数据多大。</translation>
        </message>
        <message>
            <source>The largest numbers of so many parts of an image, however large it is.</source>
            <translation>把图像分成这么多份，取每份中最大的数，无论图像多大。</translation>
        </message>
        <message>
            <source>The largest of all rows of the same number.</source>
            <translation>编号相同的各行中的最大值。</translation>
        </message>
        <message>
            <source>The largest of its inputs, number by number; sizes of 1 stretch.</source>
            <translation>逐个数取各输入中的最大值；大小为 1 的轴会扩展。</translation>
        </message>
        <message>
            <source>The largest whole number that both are multiples of.</source>
            <translation>两者的最大公约数。</translation>
        </message>
        <message>
            <source>The largest.</source>
            <translation>最大值。</translation>
        </message>
        <message>
            <source>The last axis of one tensor with the second last of another.</source>
            <translation>一个张量的最后一个轴与另一个的倒数第二个轴相乘。</translation>
        </message>
        <message>
            <source>The last axis of {first} must be as long as the second last of {second}.</source>
            <translation>{first} 的最后一个轴必须与 {second} 的倒数第二个轴等长。</translation>
        </message>
        <message>
            <source>The layer {layer} is bound to no column.</source>
            <translation>层 {layer} 没有绑定到任何列。</translation>
        </message>
        <message>
            <source>The layer {name:.80} computed in {dtype}; here it computes in float32.</source>
            <translation>层 {name:.80} 原以 {dtype} 计算;在这里以 float32 计算。</translation>
        </message>
        <message>
            <source>The layer {name:.80} is called on {n} inputs, but takes {m}.</source>
            <translation>层 {name:.80} 被用于 {n} 个输入，但它接受 {m} 个。</translation>
        </message>
        <message>
            <source>The layer {name:.80} is given a mask of its own making.</source>
            <translation>层 {name:.80} 被传入了自制的掩码。</translation>
        </message>
        <message>
            <source>The layer {name:.80} left out words at random in training (dropout={rate}); here it doesn't.</source>
            <translation>层 {name:.80} 在训练时随机略去词(dropout={rate});在这里不会。</translation>
        </message>
        <message>
            <source>The layer {name:.80} uses hard_sigmoid, which was 0.2·x + 0.5 until Keras 2 and is x/6 + 0.5 now: it answers as Keras 3 does.</source>
            <translation>层 {name:.80} 使用 hard_sigmoid,它在 Keras 2 及以前是 0.2·x + 0.5,现在是 x/6 + 0.5:它按 Keras 3 的方式计算。</translation>
        </message>
        <message>
            <source>The layer {name} ({kind}) is gone.</source>
            <translation>层 {name}（{kind}）不在了。</translation>
        </message>
        <message>
            <source>The layer {name} ({kind}) is new.</source>
            <translation>层 {name}（{kind}）是新的。</translation>
        </message>
        <message>
            <source>The layer {name} has no shape: see the problems.</source>
            <translation>层 {name} 没有形状：请查看问题。</translation>
        </message>
        <message>
            <source>The layer {name} is used more than once, and its {weight} would be {first} for the first call but {other} for this one: inputs of a shared layer must agree.</source>
            <translation>层 {name} 被多次使用，其 {weight} 对第一次调用为 {first}，对这次调用却为 {other}：共享层的各输入必须一致。</translation>
        </message>
        <message>
            <source>The layer {name} was built for another input: its {weight} has shape {have}, this input would need {want}.</source>
            <translation>层 {name} 是为另一种输入构建的：其 {weight} 的形状为 {have}，而此输入需要 {want}。</translation>
        </message>
        <message>
            <source>The layer {old} is called {new}.</source>
            <translation>层 {old} 现在叫 {new}。</translation>
        </message>
        <message>
            <source>The least number that is left; empty: none.</source>
            <translation>保留的最小数；留空：无。</translation>
        </message>
        <message>
            <source>The length of vectors along an axis.</source>
            <translation>沿一个轴的向量长度。</translation>
        </message>
        <message>
            <source>The lines above line {line} begin with # and are left out.</source>
            <translation>第 {line} 行以上的行以 # 开头，已略去。</translation>
        </message>
        <message>
            <source>The logarithm of each number to base 10.</source>
            <translation>每个数以 10 为底的对数。</translation>
        </message>
        <message>
            <source>The logarithm of each number to base 2.</source>
            <translation>每个数以 2 为底的对数。</translation>
        </message>
        <message>
            <source>The logarithm of softmax.</source>
            <translation>softmax 的对数。</translation>
        </message>
        <message>
            <source>The logarithm of the sigmoid.</source>
            <translation>sigmoid 的对数。</translation>
        </message>
        <message>
            <source>The logarithm of the size of a determinant.</source>
            <translation>行列式绝对值的对数。</translation>
        </message>
        <message>
            <source>The logarithm of the sum of exponentials along axes.</source>
            <translation>沿轴指数之和的对数。</translation>
        </message>
        <message>
            <source>The logarithm of the sum of two exponentials.</source>
            <translation>两个指数之和的对数。</translation>
        </message>
        <message>
            <source>The logarithm to base 2 of the sum of two powers of 2.</source>
            <translation>两个 2 的幂之和的以 2 为底的对数。</translation>
        </message>
        <message>
            <source>The logarithm, for numbers of many magnitudes</source>
            <translation>对数，用于跨多个数量级的数</translation>
        </message>
        <message>
            <source>The loss is an array of shape {values}, which weights of shape {weights} don't fit: give one for each sample, or let the loss go over other axes.</source>
            <translation>损失是形状为 {values} 的数组，形状为 {weights} 的权重与之不符：请为每个样本给出一个权重，或让损失沿其他轴计算。</translation>
        </message>
        <message>
            <source>The loss is no finite number.</source>
            <translation>损失不是有限数。</translation>
        </message>
        <message>
            <source>The loss of {name} chooses among classes, but there is only one number.</source>
            <translation>{name} 的损失在类别间选择，但只有一个数。</translation>
        </message>
        <message>
            <source>The loss of {name} expects probabilities from 0 to 1, but {function} gives any numbers.</source>
            <translation>{name} 的损失需要 0 到 1 的概率，但 {function} 给出任意数。</translation>
        </message>
        <message>
            <source>The loss of {name} expects targets from 0 to 1, but they go from {low:g} to {high:g}.</source>
            <translation>{name} 的损失需要 0 到 1 的目标，但目标从 {low:g} 到 {high:g}。</translation>
        </message>
        <message>
            <source>The loss of {output} is {value}: its predictions reach {largest:.3g}, its targets {target:.3g}.</source>
            <translation>{output} 的损失为 {value}:其预测值达到 {largest:.3g},目标值达到 {target:.3g}。</translation>
        </message>
        <message>
            <source>The loss {loss} can't be computed here yet.</source>
            <translation>这里还不能计算损失 {loss}。</translation>
        </message>
        <message>
            <source>The mean along axes of what are numbers.</source>
            <translation>沿轴的均值，跳过不是数的。</translation>
        </message>
        <message>
            <source>The mean along axes.</source>
            <translation>沿轴的均值。</translation>
        </message>
        <message>
            <source>The mean of all numbers of a row, weighted by their variance or not; none: a score for each.</source>
            <translation>一行中所有数的平均，可按方差加权；无：每个数一个得分。</translation>
        </message>
        <message>
            <source>The mean of each channel of the whole image.</source>
            <translation>整幅图像每个通道的平均值。</translation>
        </message>
        <message>
            <source>The mean of each channel of the whole volume.</source>
            <translation>整个体数据每个通道的平均值。</translation>
        </message>
        <message>
            <source>The mean of each feature over all steps, or over those that a mask says count.</source>
            <translation>每个特征在所有步上的平均值，有掩码时只算掩码认为有效的步。</translation>
        </message>
        <message>
            <source>The mean of each of as many parts.</source>
            <translation>若干部分中每一部分的均值。</translation>
        </message>
        <message>
            <source>The mean of each window.</source>
            <translation>每个窗口的均值。</translation>
        </message>
        <message>
            <source>The mean of its inputs, number by number; sizes of 1 stretch.</source>
            <translation>逐个数取各输入的平均值；大小为 1 的轴会扩展。</translation>
        </message>
        <message>
            <source>The means of so many parts of a sequence, however long it is.</source>
            <translation>把序列分成这么多份，取每份的平均值，无论序列多长。</translation>
        </message>
        <message>
            <source>The means of so many parts of a volume, however large it is.</source>
            <translation>把体数据分成这么多份，取每份的平均值，无论体数据多大。</translation>
        </message>
        <message>
            <source>The means of so many parts of an image, however large it is.</source>
            <translation>把图像分成这么多份，取每份的平均值，无论图像多大。</translation>
        </message>
        <message>
            <source>The metric Accuracy compares numbers for equality, which is not supported.</source>
            <translation>指标 Accuracy 比较数是否相等，这不受支持。</translation>
        </message>
        <message>
            <source>The metric {metric} can't be computed here yet.</source>
            <translation>这里还不能计算指标 {metric}。</translation>
        </message>
        <message>
            <source>The metric {metric} of the output {output} compares {wants}, but its targets are {given}.</source>
            <translation>输出 {output} 的指标 {metric} 比较 {wants}，但其目标为 {given}。</translation>
        </message>
        <message>
            <source>The model is empty. Double-click the canvas to add a layer.</source>
            <translation>模型为空。双击画布以添加层。</translation>
        </message>
        <message>
            <source>The model needs data: x is None.</source>
            <translation>模型需要数据：x 为 None。</translation>
        </message>
        <message>
            <source>The model was compiled without an optimizer. To train it: compile(optimizer=…, loss=…).</source>
            <translation>编译模型时没有给出优化器。要训练它:compile(optimizer=…, loss=…)。</translation>
        </message>
        <message>
            <source>The model {model} is not in this document.</source>
            <translation>此文档中没有模型 {model}。</translation>
        </message>
        <message>
            <source>The model {name} can't be applied to each step: it must have one input and one output.</source>
            <translation>模型 {name} 不能逐步应用：它必须只有一个输入和一个输出。</translation>
        </message>
        <message>
            <source>The model {name} contains itself.</source>
            <translation>模型 {name} 包含自身。</translation>
        </message>
        <message>
            <source>The model {name} expects {want} at {input}. Received: {got}.</source>
            <translation>模型 {name} 在 {input} 处需要 {want}。收到的是：{got}。</translation>
        </message>
        <message>
            <source>The model {name} has a problem inside.</source>
            <translation>模型 {name} 内部有问题。</translation>
        </message>
        <message>
            <source>The model {name} has no output: connect a layer to an Output.</source>
            <translation>模型 {name} 没有输出：请将一个层连接到 Output。</translation>
        </message>
        <message>
            <source>The model {name} is gone.</source>
            <translation>模型 {name} 不在了。</translation>
        </message>
        <message>
            <source>The model {name} is new, with {count} layers.</source>
            <translation>模型 {name} 是新的，有 {count} 个层。</translation>
        </message>
        <message>
            <source>The model {name} takes {n} inputs. Received: {m}.</source>
            <translation>模型 {name} 接受 {n} 个输入。收到：{m}。</translation>
        </message>
        <message>
            <source>The model {old} is called {new}.</source>
            <translation>模型 {old} 现在叫 {new}。</translation>
        </message>
        <message>
            <source>The model's input {name} expects {want}. Received: {got}.</source>
            <translation>模型的输入 {name} 需要 {want}。收到：{got}。</translation>
        </message>
        <message>
            <source>The most different numbers, those for filling up and unknown words among them.</source>
            <translation>最多有多少个不同的编号，包括用于填充和未知单词的编号。</translation>
        </message>
        <message>
            <source>The name "{name}" is used by two layers of the model, {first} and {second}: give one another.</source>
            <translation>模型中有两层（{first} 和 {second}）使用名称“{name}”：请给其中一层改名。</translation>
        </message>
        <message>
            <source>The name of the sheet; empty: the first that holds a table.</source>
            <translation>工作表的名称；留空则取第一张有表格的工作表。</translation>
        </message>
        <message>
            <source>The name {name!r} holds letters that can't be seen.</source>
            <translation>名称 {name!r} 含有不可见字符。</translation>
        </message>
        <message>
            <source>The name {name} holds a / , which Keras does not accept.</source>
            <translation>名称 {name} 含有 /，Keras 不接受。</translation>
        </message>
        <message>
            <source>The name {path} is too long for this disk.</source>
            <translation>名称 {path} 对此磁盘来说太长。</translation>
        </message>
        <message>
            <source>The natural logarithm of 1 and each number.</source>
            <translation>1 加每个数的自然对数。</translation>
        </message>
        <message>
            <source>The natural logarithm of each number.</source>
            <translation>每个数的自然对数。</translation>
        </message>
        <message>
            <source>The nearest probabilities, many of them exactly 0.</source>
            <translation>最接近的概率，其中许多正好为 0。</translation>
        </message>
        <message>
            <source>The network has more than {limit} calls in all.</source>
            <translation>网络的调用总数超过 {limit}。</translation>
        </message>
        <message>
            <source>The network is not whole: {gap}</source>
            <translation>网络不完整：{gap}</translation>
        </message>
        <message>
            <source>The network of {path} is not whole: what its script does can't be followed everywhere. {gap} With --rest, summary and plot show what was read; the editor opens it, too.</source>
            <translation>{path} 的网络不完整：其脚本所做的并非处处都能跟随。{gap} 加上 --rest，summary 和 plot 会显示读到的部分；编辑器也能打开它。</translation>
        </message>
        <message>
            <source>The notes of {name} are others.</source>
            <translation>{name} 的便签不同。</translation>
        </message>
        <message>
            <source>The number below which a share of all lies.</source>
            <translation>有给定比例的数小于它的那个数。</translation>
        </message>
        <message>
            <source>The number below which some percent of all lie.</source>
            <translation>有百分之几的数小于它的那个数。</translation>
        </message>
        <message>
            <source>The number in the middle along axes.</source>
            <translation>沿轴的中位数。</translation>
        </message>
        <message>
            <source>The number of the bin that each number lies in.</source>
            <translation>每个数所在区间的编号。</translation>
        </message>
        <message>
            <source>The number to watch, by its name in the history.</source>
            <translation>要监视的数，用它在历史中的名称。</translation>
        </message>
        <message>
            <source>The number type.</source>
            <translation>数值类型。</translation>
        </message>
        <message>
            <source>The numbers along an axis, the smallest first.</source>
            <translation>沿一个轴的数，最小的在先。</translation>
        </message>
        <message>
            <source>The numbers along axes in the other order.</source>
            <translation>沿轴的数倒过来排。</translation>
        </message>
        <message>
            <source>The numbers along axis 1 in the other order.</source>
            <translation>沿轴 1 反序的数。</translation>
        </message>
        <message>
            <source>The numbers as they are.</source>
            <translation>数保持原样。</translation>
        </message>
        <message>
            <source>The numbers as they are: none is complex.</source>
            <translation>数保持不变：没有复数。</translation>
        </message>
        <message>
            <source>The numbers as they are; no gradient passes.</source>
            <translation>数保持原样；不传递梯度。</translation>
        </message>
        <message>
            <source>The numbers at some places along an axis.</source>
            <translation>沿一个轴某些位置上的数。</translation>
        </message>
        <message>
            <source>The numbers in another type.</source>
            <translation>换成另一种类型的数。</translation>
        </message>
        <message>
            <source>The numbers moved along axes; what leaves at one end enters at the other.</source>
            <translation>数沿轴移动；从一端出去的从另一端进来。</translation>
        </message>
        <message>
            <source>The numbers of an array are not known here.</source>
            <translation>这里不知道数组中的数值。</translation>
        </message>
        <message>
            <source>The numbers on a diagonal of two axes.</source>
            <translation>两个轴的对角线上的数。</translation>
        </message>
        <message>
            <source>The only class that counts; none: all of them.</source>
            <translation>唯一计入的类别；无：全部。</translation>
        </message>
        <message>
            <source>The optimizer stands as {kind} instead: choose one before training.</source>
            <translation>优化器暂以 {kind} 代替：训练前请选定一个。</translation>
        </message>
        <message>
            <source>The optimizer {kind} can't be used here yet.</source>
            <translation>这里还不能使用优化器 {kind}。</translation>
        </message>
        <message>
            <source>The order must name every input and output of the model once.</source>
            <translation>顺序必须恰好包含模型的每个输入和输出一次。</translation>
        </message>
        <message>
            <source>The order of Ordinal does not have the category {name!r}. It has: {order}.</source>
            <translation>Ordinal 的 order 中没有类别 {name!r}。其中有：{order}。</translation>
        </message>
        <message>
            <source>The outermost model is {name}.</source>
            <translation>最外层的模型是 {name}。</translation>
        </message>
        <message>
            <source>The output of {name}: {problem}</source>
            <translation>{name} 的输出：{problem}</translation>
        </message>
        <message>
            <source>The output {name} can't be read by this version.</source>
            <translation>此版本无法读取输出 {name}。</translation>
        </message>
        <message>
            <source>The output {name} can't have metrics: {loss} compares whole sequences, metrics compare row by row.</source>
            <translation>输出 {name} 不能有指标：{loss} 比较整个序列，而指标逐行比较。</translation>
        </message>
        <message>
            <source>The output {name} has shape {shape}, so {loss} expects targets of that shape. Received targets of shape {given}.</source>
            <translation>输出 {name} 的形状为 {shape}，因此 {loss} 需要同样形状的目标。收到的目标形状为 {given}。</translation>
        </message>
        <message>
            <source>The output {name} has shape {shape}; {loss} expects one class number for each, targets of shape {want}. Received targets of shape {given}.</source>
            <translation>输出 {name} 的形状为 {shape}；{loss} 需要每个对应一个类别编号，即形状为 {want} 的目标。收到的目标形状为 {given}。</translation>
        </message>
        <message>
            <source>The output {name} has shape {shape}; {loss} expects targets of shape (batch, length): the labels of each sample, filled up with 0. Received targets of shape {given}.</source>
            <translation>输出 {name} 的形状为 {shape}；{loss} 需要形状为 (批次, 长度) 的目标：每个样本的标签，以 0 补齐。收到的目标形状：{given}。</translation>
        </message>
        <message>
            <source>The output {name} has {n} classes and {loss} expects one-hot targets of shape {shape}. Received class numbers of shape {given}: use SparseCategoricalCrossentropy, or one-hot targets.</source>
            <translation>输出 {name} 有 {n} 个类别，{loss} 需要形状为 {shape} 的独热目标。收到的是形状为 {given} 的类别编号：请使用 SparseCategoricalCrossentropy，或独热目标。</translation>
        </message>
        <message>
            <source>The outputs depend on the input {name}, which is not among the model's inputs.</source>
            <translation>输出依赖于输入 {name}，而它不在模型的输入之中。</translation>
        </message>
        <message>
            <source>The package {package} has kinds of layers and values for this program in {module}, but they can't be loaded: {reason}. They are left out; update the package, or remove it.</source>
            <translation>软件包 {package} 在 {module} 中为本程序提供了层和值的种类，但无法加载：{reason}。这些种类已被略去；请更新或移除该软件包。</translation>
        </message>
        <message>
            <source>The picture would have {width} × {height} pixels. Choose a smaller scale, SVG or PDF.</source>
            <translation>图片将有 {width} × {height} 像素。请选择较小的比例、SVG 或 PDF。</translation>
        </message>
        <message>
            <source>The pictures of {name} are looked through</source>
            <translation>正在查看 {name} 中的图片</translation>
        </message>
        <message>
            <source>The plain recurrent layer: each output goes into the next step.</source>
            <translation>最简单的循环层：每一步的输出进入下一步。</translation>
        </message>
        <message>
            <source>The plan has no {key!r}. It has: {known}.</source>
            <translation>计划没有 {key!r}。它有：{known}。</translation>
        </message>
        <message>
            <source>The powers of each number, side by side.</source>
            <translation>每个数的各次幂，并排放置。</translation>
        </message>
        <message>
            <source>The process of the sweep could not be started. Is this editor's Python still there?</source>
            <translation>无法启动扫描的进程。此编辑器的 Python 还在吗？</translation>
        </message>
        <message>
            <source>The product along axes of what are numbers.</source>
            <translation>沿轴的乘积，跳过不是数的。</translation>
        </message>
        <message>
            <source>The product along axes.</source>
            <translation>沿轴的乘积。</translation>
        </message>
        <message>
            <source>The product of all numbers of two tensors, summed up.</source>
            <translation>两个张量对应数的乘积之和。</translation>
        </message>
        <message>
            <source>The product of all numbers so far along an axis.</source>
            <translation>沿一个轴到目前为止所有数之积。</translation>
        </message>
        <message>
            <source>The product of all rows of the same number.</source>
            <translation>编号相同的各行的乘积。</translation>
        </message>
        <message>
            <source>The product of matrices, for every sample.</source>
            <translation>每个样本的矩阵乘积。</translation>
        </message>
        <message>
            <source>The product of two tensors, number by number.</source>
            <translation>两个张量逐数相乘。</translation>
        </message>
        <message>
            <source>The quotient of two tensors, number by number.</source>
            <translation>两个张量逐数相除。</translation>
        </message>
        <message>
            <source>The quotient of two tensors; 0 where the second is 0.</source>
            <translation>两个张量的商；第二个为 0 处得 0。</translation>
        </message>
        <message>
            <source>The rate never becomes lower than this.</source>
            <translation>学习率不会低于此值。</translation>
        </message>
        <message>
            <source>The records have more than {most} different entries. Is this a table?</source>
            <translation>这些记录有超过 {most} 个不同的条目。这是表格吗？</translation>
        </message>
        <message>
            <source>The regularizer {kind} can't be computed here.</source>
            <translation>这里不能计算正则化项 {kind}。</translation>
        </message>
        <message>
            <source>The result of {name} reaches no Output: it would not be trained.</source>
            <translation>{name} 的结果不通向任何 Output：它不会被训练。</translation>
        </message>
        <message>
            <source>The reverse of a convolution: each number paints a filter into a larger image.</source>
            <translation>卷积的逆过程：每个数将一个滤波器画入更大的图像。</translation>
        </message>
        <message>
            <source>The reverse of a convolution: each number paints a filter into a larger volume.</source>
            <translation>卷积的反向：每个数把一个滤波器画进更大的体数据。</translation>
        </message>
        <message>
            <source>The reverse of a convolution: each number paints a filter into a longer sequence.</source>
            <translation>卷积的反向：每个数把一个滤波器画进更长的序列。</translation>
        </message>
        <message>
            <source>The root model {root!r:.60} is not among the models of the file.</source>
            <translation>根模型 {root!r:.60} 不在文件的模型之中。</translation>
        </message>
        <message>
            <source>The row that names the columns, counted as in the sheet; 0: the first that is about as wide as the table.</source>
            <translation>写有列名的行，按工作表中的行号计；0 表示第一个与表格差不多宽的行。</translation>
        </message>
        <message>
            <source>The same for a matrix that is 0 on one side of its diagonal.</source>
            <translation>同上，用于对角线一侧为 0 的矩阵。</translation>
        </message>
        <message>
            <source>The same layer at every step of a sequence.</source>
            <translation>在序列的每一步使用同一个层。</translation>
        </message>
        <message>
            <source>The same numbers in another shape</source>
            <translation>相同的数，另一种形状</translation>
        </message>
        <message>
            <source>The same numbers in another shape, batch included.</source>
            <translation>同样的数换一种形状，包括批次。</translation>
        </message>
        <message>
            <source>The same numbers in another shape.</source>
            <translation>相同的数，另一种形状。</translation>
        </message>
        <message>
            <source>The same numbers with their axes in another order.</source>
            <translation>同样的数，轴的顺序不同。</translation>
        </message>
        <message>
            <source>The samples in the other order.</source>
            <translation>反序的样本。</translation>
        </message>
        <message>
            <source>The saved selection {name} can't be read: {path}.</source>
            <translation>保存的选择 {name} 无法读取：{path}。</translation>
        </message>
        <message>
            <source>The saved selection {name} is damaged. {reason}</source>
            <translation>保存的选择 {name} 已损坏。{reason}</translation>
        </message>
        <message>
            <source>The schedule {kind} can't be used here yet.</source>
            <translation>这里还不能使用学习率调度 {kind}。</translation>
        </message>
        <message>
            <source>The script can't be written: {kind} has no place in it.</source>
            <translation>无法写出脚本：其中没有 {kind} 的位置。</translation>
        </message>
        <message>
            <source>The script can't be written: {reason}.</source>
            <translation>无法写出脚本：{reason}。</translation>
        </message>
        <message>
            <source>The script computes a number too large to be read.</source>
            <translation>脚本计算的数过大，无法读入。</translation>
        </message>
        <message>
            <source>The script does more than can be read: a loop too long, or too many of them.</source>
            <translation>脚本所做的超出可读入的范围：循环过长或过多。</translation>
        </message>
        <message>
            <source>The script does not say the shape of the input: {shape} stands there until you do.</source>
            <translation>脚本没有说明输入的形状：在您说明之前暂用 {shape}。</translation>
        </message>
        <message>
            <source>The script ends here with an error.</source>
            <translation>脚本在此以错误结束。</translation>
        </message>
        <message>
            <source>The script is longer than {n} letters.</source>
            <translation>脚本超过 {n} 个字符。</translation>
        </message>
        <message>
            <source>The script is nested too deep to be read.</source>
            <translation>脚本嵌套过深，无法读入。</translation>
        </message>
        <message>
            <source>The script makes a text too long to be read.</source>
            <translation>脚本生成的文本过长，无法读入。</translation>
        </message>
        <message>
            <source>The script makes more than {n} layers.</source>
            <translation>脚本创建的层超过 {n} 个。</translation>
        </message>
        <message>
            <source>The script makes something of {n} elements; {most} are read at most.</source>
            <translation>脚本生成了含 {n} 个元素的对象；最多读入 {most} 个。</translation>
        </message>
        <message>
            <source>The script needs to know the columns that {text!r} stands for. Open the data set first.</source>
            <translation>脚本需要知道 {text!r} 代表哪些列。请先打开数据集。</translation>
        </message>
        <message>
            <source>The setting that is tried, such as optimizer.learning_rate or dense.units.</source>
            <translation>被尝试的设置，例如 optimizer.learning_rate 或 dense.units。</translation>
        </message>
        <message>
            <source>The shape of {name} is not known yet: mend its problems first.</source>
            <translation>{name} 的形状尚未知：请先修正其问题。</translation>
        </message>
        <message>
            <source>The sheet {name}</source>
            <translation>工作表 {name}</translation>
        </message>
        <message>
            <source>The sheet {sheet} of {name} is empty.</source>
            <translation>{name} 的工作表 {sheet} 是空的。</translation>
        </message>
        <message>
            <source>The sign of a determinant, and the logarithm of its size.</source>
            <translation>行列式的符号及其绝对值的对数。</translation>
        </message>
        <message>
            <source>The sine of each number times π, by the same.</source>
            <translation>每个数乘 π 的正弦除以该积。</translation>
        </message>
        <message>
            <source>The sine of each number.</source>
            <translation>每个数的正弦。</translation>
        </message>
        <message>
            <source>The sizes of {name} are larger than any computer can hold.</source>
            <translation>{name} 的大小超出任何计算机的容量。</translation>
        </message>
        <message>
            <source>The smaller of two numbers, or the only one.</source>
            <translation>两个数中较小的，或唯一的那个。</translation>
        </message>
        <message>
            <source>The smaller of two numbers.</source>
            <translation>两个数中较小的。</translation>
        </message>
        <message>
            <source>The smallest along axes of what are numbers.</source>
            <translation>沿轴的最小数，跳过不是数的。</translation>
        </message>
        <message>
            <source>The smallest number along axes.</source>
            <translation>沿轴的最小数。</translation>
        </message>
        <message>
            <source>The smallest of all rows of the same number.</source>
            <translation>编号相同的各行中的最小值。</translation>
        </message>
        <message>
            <source>The smallest of its inputs, number by number; sizes of 1 stretch.</source>
            <translation>逐个数取各输入中的最小值；大小为 1 的轴会扩展。</translation>
        </message>
        <message>
            <source>The smallest whole number that is a multiple of both.</source>
            <translation>两者的最小公倍数。</translation>
        </message>
        <message>
            <source>The smallest.</source>
            <translation>最小值。</translation>
        </message>
        <message>
            <source>The square root of each number.</source>
            <translation>每个数的平方根。</translation>
        </message>
        <message>
            <source>The squares of what Hinge takes: far on the wrong side counts much more.</source>
            <translation>Hinge 的平方：错误一侧偏离越远，计入越多。</translation>
        </message>
        <message>
            <source>The standard deviation along axes of what are numbers.</source>
            <translation>沿轴的标准差，跳过不是数的。</translation>
        </message>
        <message>
            <source>The standard deviation along axes.</source>
            <translation>沿轴的标准差。</translation>
        </message>
        <message>
            <source>The state of the optimizer is not in it, since none is kept that belongs to these weights: a training from it begins with a fresh one.</source>
            <translation>其中没有优化器的状态，因为没有保存属于这些权重的状态：从它开始的训练将使用全新的优化器。</translation>
        </message>
        <message>
            <source>The state of the optimizer is not in it: a .keras has it, too.</source>
            <translation>其中没有优化器的状态：.keras 文件则有。</translation>
        </message>
        <message>
            <source>The state of the optimizer is not that of this model's: the training begins with a fresh one.</source>
            <translation>优化器的状态不属于此模型的优化器:训练以全新的状态开始。</translation>
        </message>
        <message>
            <source>The step of {weight} would not give finite numbers.</source>
            <translation>{weight} 的更新得不到有限数。</translation>
        </message>
        <message>
            <source>The step {kind} can't be computed yet.</source>
            <translation>暂时不能计算步骤 {kind}。</translation>
        </message>
        <message>
            <source>The step {kind} on column {column} is not known to this version, or has parameters that are not. Remove it or use the version that wrote it.</source>
            <translation>此版本不认识列 {column} 上的步骤 {kind} 或其参数。请移除它，或使用写入它的版本。</translation>
        </message>
        <message>
            <source>The steps of column {column} must be a list.</source>
            <translation>列 {column} 的步骤必须是列表。</translation>
        </message>
        <message>
            <source>The steps of the data plan are not in it: give the model data as they leave it.</source>
            <translation>其中不含数据方案的步骤：请把经过这些步骤的数据交给模型。</translation>
        </message>
        <message>
            <source>The structure has {count} leaves. Received: {got}.</source>
            <translation>该结构有 {count} 个叶子。收到的是：{got}。</translation>
        </message>
        <message>
            <source>The structures are not nested alike: {a!r:.60} and {b!r:.60}.</source>
            <translation>两个结构的嵌套方式不同：{a!r:.60} 和 {b!r:.60}。</translation>
        </message>
        <message>
            <source>The structures are not nested alike: {first!r:.60} and others.</source>
            <translation>这些结构的嵌套方式不同：{first!r:.60} 和其他结构。</translation>
        </message>
        <message>
            <source>The structures have other paths: {paths!r:.120}.</source>
            <translation>两个结构的路径不同：{paths!r:.120}。</translation>
        </message>
        <message>
            <source>The subfolder of masks.</source>
            <translation>掩码子文件夹。</translation>
        </message>
        <message>
            <source>The subfolder of pictures.</source>
            <translation>图片子文件夹。</translation>
        </message>
        <message>
            <source>The sum along axes of what are numbers.</source>
            <translation>沿轴的和，跳过不是数的。</translation>
        </message>
        <message>
            <source>The sum along axes.</source>
            <translation>沿轴求和。</translation>
        </message>
        <message>
            <source>The sum of all numbers so far along an axis.</source>
            <translation>沿一个轴到目前为止所有数之和。</translation>
        </message>
        <message>
            <source>The sum of all rows of the same number.</source>
            <translation>编号相同的各行之和。</translation>
        </message>
        <message>
            <source>The sum of the numbers on a diagonal of two axes.</source>
            <translation>两个轴的对角线上的数之和。</translation>
        </message>
        <message>
            <source>The sum of two tensors, number by number.</source>
            <translation>两个张量逐数相加。</translation>
        </message>
        <message>
            <source>The sweep can't try {key}: {reason}</source>
            <translation>扫描无法尝试 {key}：{reason}</translation>
        </message>
        <message>
            <source>The sweep has two ranges for {key}.</source>
            <translation>扫描中 {key} 有两个范围。</translation>
        </message>
        <message>
            <source>The sweep's database can't be told: {reason}</source>
            <translation>无法得知扫描的数据库：{reason}</translation>
        </message>
        <message>
            <source>The table, its rows in the order of time.</source>
            <translation>表格，各行按时间顺序排列。</translation>
        </message>
        <message>
            <source>The table.</source>
            <translation>表格文件。</translation>
        </message>
        <message>
            <source>The tangent of each number.</source>
            <translation>每个数的正切。</translation>
        </message>
        <message>
            <source>The target {column} of {name} has one value alone ({example}): there is nothing to learn.</source>
            <translation>{name} 的目标 {column} 只有一个值（{example}）：没有可学习的东西。</translation>
        </message>
        <message>
            <source>The target {column} of {name} has {classes} classes in {rows} rows: nearly every row has one of its own, so nothing can be learnt that holds for other rows. Choose another column.</source>
            <translation>{name} 的目标 {column} 在 {rows} 行中有 {classes} 个类别：几乎每行自成一类，因此学不到对其他行有效的东西。请选择另一列。</translation>
        </message>
        <message>
            <source>The target {name} is learnt as a quantity.</source>
            <translation>目标 {name} 作为数量来学习。</translation>
        </message>
        <message>
            <source>The target {name} is learnt as {count} classes, few rows each: are its cells, such as {example}, numbers that are written in an unusual way?</source>
            <translation>目标 {name} 作为 {count} 个类别来学习，每类只有几行：它的单元格（如 {example}）是不是以少见方式书写的数字？</translation>
        </message>
        <message>
            <source>The target {name} is learnt as {count} classes.</source>
            <translation>目标 {name} 作为 {count} 个类别来学习。</translation>
        </message>
        <message>
            <source>The targets of {name} are class numbers, but its loss expects one-hot rows.</source>
            <translation>{name} 的目标是类别编号，但其损失需要独热行。</translation>
        </message>
        <message>
            <source>The targets of {name} are one-hot rows, but its loss expects class numbers.</source>
            <translation>{name} 的目标是独热行，但其损失需要类别编号。</translation>
        </message>
        <message>
            <source>The targets of {name} go from {low:.6g} to {high:.6g}, but {function} can only give numbers {reach}.</source>
            <translation>{name} 的目标从 {low:.6g} 到 {high:.6g}，但 {function} 只能给出 {reach} 的数。</translation>
        </message>
        <message>
            <source>The targets of {name} go from {low:.6g} to {high:.6g}. It takes many steps until results get there; standardized targets are learnt sooner, and results are then in standard deviations from the mean.</source>
            <translation>{name} 的目标从 {low:.6g} 到 {high:.6g}。结果需要很多步才能到达那里；标准化的目标学得更快，结果则以偏离均值的标准差表示。</translation>
        </message>
        <message>
            <source>The targets of {name} have the shape {target}, its results {result}; they must be the same.</source>
            <translation>{name} 的目标形状为 {target}，结果形状为 {result}；两者必须相同。</translation>
        </message>
        <message>
            <source>The targets of {name} have {value} in row {row}. Fill the gap, or leave the row out.</source>
            <translation>{name} 的目标在第 {row} 行为 {value}。请填补空缺，或去掉该行。</translation>
        </message>
        <message>
            <source>The targets of {name} must be class numbers: 0, 1, 2 and so on.</source>
            <translation>{name} 的目标必须是类别编号：0、1、2 等。</translation>
        </message>
        <message>
            <source>The targets of {name} must be one whole number for each sample, the same where samples belong together. They have the shape {target}.</source>
            <translation>{name} 的目标必须是每个样本一个整数，同组样本相同。其形状为 {target}。</translation>
        </message>
        <message>
            <source>The targets of {name} must be sequences of labels: class numbers from 1 on, filled up with 0. They have the shape {target}.</source>
            <translation>{name} 的目标必须是标签序列：从 1 开始的类别编号，以 0 补齐。其形状为 {target}。</translation>
        </message>
        <message>
            <source>The targets of {name} should be one-hot, or probabilities that sum to 1 in each row, but their sums go from {low:.6g} to {high:.6g}.</source>
            <translation>{name} 的目标应为独热编码，或每行之和为 1 的概率，但其和从 {low:.6g} 到 {high:.6g}。</translation>
        </message>
        <message>
            <source>The text holds more than {most:,} objects and lists.</source>
            <translation>文本含有超过 {most:,} 个对象和列表。</translation>
        </message>
        <message>
            <source>The text holds more than {most:,} values.</source>
            <translation>文本中的值超过 {most:,} 个。</translation>
        </message>
        <message>
            <source>The text is nested more than {limit} levels deep.</source>
            <translation>文本嵌套超过 {limit} 层。</translation>
        </message>
        <message>
            <source>The text is not complete JSON: line {line}, column {column}: {reason}.</source>
            <translation>文本不是完整的 JSON：第 {line} 行，第 {column} 列：{reason}。</translation>
        </message>
        <message>
            <source>The text is too large: {size} characters, {limit} at most.</source>
            <translation>文本过大：{size} 个字符，最多 {limit} 个。</translation>
        </message>
        <message>
            <source>The text on the clipboard holds no layers. Copied layers and Keras code can be pasted here.</source>
            <translation>剪贴板上的文本不含任何层。可以在此粘贴复制的层或 Keras 代码。</translation>
        </message>
        <message>
            <source>The third side of a right-angled triangle.</source>
            <translation>直角三角形的第三条边。</translation>
        </message>
        <message>
            <source>The training ended with code {code}; see {log}.</source>
            <translation>训练以代码 {code} 结束；见 {log}。</translation>
        </message>
        <message>
            <source>The training process could not be started. Is this editor's Python still there?</source>
            <translation>无法启动训练进程。此编辑器所用的 Python 还在吗？</translation>
        </message>
        <message>
            <source>The training process ended before it was done (exit code {code}). The document is as it was; what the process wrote last is in {log}.</source>
            <translation>训练进程未完成就已结束（退出码 {code}）。文档保持不变；进程最后的输出在 {log} 中。</translation>
        </message>
        <message>
            <source>The training process was ended from outside or crashed. The document is as it was, and the values reported so far are kept. Resume goes on from the last checkpoint, Train starts anew.</source>
            <translation>训练进程被外部终止或已崩溃。文档保持原样，已报告的数值保留。“恢复”从上一个检查点继续，“训练”重新开始。</translation>
        </message>
        <message>
            <source>The training process was ended from outside or crashed. The document is as it was, and the values reported so far are kept. Train starts anew.</source>
            <translation>训练进程被外部终止或已崩溃。文档保持不变，已报告的数值均已保留。点击“训练”可重新开始。</translation>
        </message>
        <message>
            <source>The training's {name} can't be read: {reason}</source>
            <translation>无法读取训练的 {name}：{reason}</translation>
        </message>
        <message>
            <source>The training's {name} can't be read: {value!r:.60}.</source>
            <translation>无法读取训练的 {name}：{value!r:.60}。</translation>
        </message>
        <message>
            <source>The trials of the sweep can't be read from {where}: {reason}</source>
            <translation>无法从 {where} 读取扫描的试验：{reason}</translation>
        </message>
        <message>
            <source>The usual loss of numbers: large errors count much more than small ones.</source>
            <translation>数值的常用损失：大误差比小误差计入多得多。</translation>
        </message>
        <message>
            <source>The usual one: keeps the size of signals both ways, uniformly drawn.</source>
            <translation>最常用：在两个方向上保持信号大小，均匀抽取。</translation>
        </message>
        <message>
            <source>The values.</source>
            <translation>各个值。</translation>
        </message>
        <message>
            <source>The variance along axes of what are numbers.</source>
            <translation>沿轴的方差，跳过不是数的。</translation>
        </message>
        <message>
            <source>The variance along axes.</source>
            <translation>沿轴的方差。</translation>
        </message>
        <message>
            <source>The weight of each label.</source>
            <translation>每个标签的权重。</translation>
        </message>
        <message>
            <source>The weights of samples for {name} have {value} in row {row}. Give a finite number, or 0 to leave the row out.</source>
            <translation>{name} 的样本权重在第 {row} 行为 {value}。请给出有限的数,或用 0 略去该行。</translation>
        </message>
        <message>
            <source>The whole number above each number.</source>
            <translation>不小于每个数的整数。</translation>
        </message>
        <message>
            <source>The whole number below each number.</source>
            <translation>不大于每个数的整数。</translation>
        </message>
        <message>
            <source>The wire from {source} to {name} ends at a port that is no longer there.</source>
            <translation>从 {source} 到 {name} 的连线终止于已不存在的端口。</translation>
        </message>
        <message>
            <source>The wire from {source} to {target} is gone.</source>
            <translation>从 {source} 到 {target} 的连线不在了。</translation>
        </message>
        <message>
            <source>The workbook has other sheets too: {sheets}. One is chosen by its name, as in sheet={first}.</source>
            <translation>工作簿中还有其他工作表：{sheets}。可按名称选择，如 sheet={first}。</translation>
        </message>
        <message>
            <source>The workbook is damaged in its part {name:.60}. Copy or save it again.</source>
            <translation>工作簿的部件 {name:.60} 已损坏。请重新复制或保存。</translation>
        </message>
        <message>
            <source>The {weight} of {name}: {problem}</source>
            <translation>{name} 的 {weight}：{problem}</translation>
        </message>
        <message>
            <source>There are no samples in the data.</source>
            <translation>数据中没有样本。</translation>
        </message>
        <message>
            <source>There are no weights yet. Train the network, then export the run's folder or the file of its weights.</source>
            <translation>还没有权重。请先训练网络，再导出该次训练的文件夹或其权重文件。</translation>
        </message>
        <message>
            <source>There is a saved selection {name} already, or the name is empty.</source>
            <translation>已有保存的选择 {name}，或名称为空。</translation>
        </message>
        <message>
            <source>There is neither a file nor a template {name!r:.100}. The templates are {names}.</source>
            <translation>既没有文件也没有模板 {name!r:.100}。模板有 {names}。</translation>
        </message>
        <message>
            <source>There is no Input or Output {name!r}. There are: {names}.</source>
            <translation>没有名为 {name!r} 的输入或输出。现有：{names}。</translation>
        </message>
        <message>
            <source>There is no activation {given!r:.80}. Known: {known}.</source>
            <translation>没有激活函数 {given!r:.80}。已知的有：{known}。</translation>
        </message>
        <message>
            <source>There is no column {column!r}. The data set has: {available}.</source>
            <translation>没有列 {column!r}。数据集包含：{available}。</translation>
        </message>
        <message>
            <source>There is no data yet: load_data says which arrays it expects, in the file {file}.</source>
            <translation>还没有数据：load_data 说明了它需要文件 {file} 中的哪些数组。</translation>
        </message>
        <message>
            <source>There is no file or folder {path}. It may have been moved; choose it again.</source>
            <translation>没有文件或文件夹 {path}。它可能已被移动；请重新选择。</translation>
        </message>
        <message>
            <source>There is no file {path!r:.300}.</source>
            <translation>没有文件 {path!r:.300}。</translation>
        </message>
        <message>
            <source>There is no folder {folder}. Make it first.</source>
            <translation>没有文件夹 {folder}。请先创建。</translation>
        </message>
        <message>
            <source>There is no kind of data set {name!r}. There are: {known}.</source>
            <translation>没有名为 {name!r} 的数据集类型。现有：{known}。</translation>
        </message>
        <message>
            <source>There is no layer {index}: the model has {n}.</source>
            <translation>没有第 {index} 层：模型共有 {n} 层。</translation>
        </message>
        <message>
            <source>There is no layer {word} in this model.</source>
            <translation>这个模型里没有层 {word}。</translation>
        </message>
        <message>
            <source>There is no operation {name} that can be read.</source>
            <translation>没有可读入的运算 {name}。</translation>
        </message>
        <message>
            <source>There is no reader for {kind}.</source>
            <translation>没有 {kind} 的读取器。</translation>
        </message>
        <message>
            <source>There is no template {name!r:.80}. There are: {names}.</source>
            <translation>没有模板 {name!r:.80}。可用模板：{names}。</translation>
        </message>
        <message>
            <source>There is no trial {number}. There are {n}, counted from 0.</source>
            <translation>没有第 {number} 次试验。共有 {n} 次，从 0 数起。</translation>
        </message>
        <message>
            <source>There is no type of numbers {given!r:.40}. Known: {known}.</source>
            <translation>没有数值类型 {given!r:.40}。已知的有：{known}。</translation>
        </message>
        <message>
            <source>There is no value at all that gaps could be filled by.</source>
            <translation>没有任何值可用来填补空缺。</translation>
        </message>
        <message>
            <source>There is no wire that could be led through this place.</source>
            <translation>没有可以经过此处的连线。</translation>
        </message>
        <message>
            <source>There is no {key!r}. The closest is {better}.</source>
            <translation>没有 {key!r}。最接近的是 {better}。</translation>
        </message>
        <message>
            <source>There is no {key!r}. There are: {known}.</source>
            <translation>没有 {key!r}。现有：{known}。</translation>
        </message>
        <message>
            <source>There is no {word}. Is it {better}?</source>
            <translation>没有 {word}。是不是 {better}？</translation>
        </message>
        <message>
            <source>There is no {word}: a step begins with a layer, a block, a model or a data set.</source>
            <translation>没有 {word}：每一步以层、模块、模型或数据集开头。</translation>
        </message>
        <message>
            <source>There is none besides the target.</source>
            <translation>除目标外没有别的列。</translation>
        </message>
        <message>
            <source>There is nothing to be drawn: the model is empty, or nothing is selected.</source>
            <translation>没有可画的内容：模型为空，或没有选中任何东西。</translation>
        </message>
        <message>
            <source>There is nothing yet to join with. Select a layer, or name one behind |.</source>
            <translation>还没有可以合并的对象。请选中一个层，或在 | 后面写出层名。</translation>
        </message>
        <message>
            <source>These are more than {most} layers at once.</source>
            <translation>一次超过了 {most} 个层。</translation>
        </message>
        <message>
            <source>These layers feed each other in a circle: {names}.</source>
            <translation>这些层彼此构成环：{names}。</translation>
        </message>
        <message>
            <source>These pictures have no classes. To learn classes, put the pictures of each into a subfolder of their own.</source>
            <translation>这些图片没有类别。要学习类别，请把每个类别的图片放入各自的子文件夹。</translation>
        </message>
        <message>
            <source>This batch was not learnt from: {trouble} All weights are as they were before.</source>
            <translation>没有从这个批次学习：{trouble}所有权重保持不变。</translation>
        </message>
        <message>
            <source>This can't be pasted: {reason}</source>
            <translation>无法粘贴：{reason}</translation>
        </message>
        <message>
            <source>This data set gives single samples already: there is nothing to unbatch.</source>
            <translation>这个数据集给出的已经是单个样本，没有批次可拆。</translation>
        </message>
        <message>
            <source>This is no Python: {reason}.</source>
            <translation>这不是 Python：{reason}。</translation>
        </message>
        <message>
            <source>This is no functional or sequential Keras model but {name!r:.80}.</source>
            <translation>这不是函数式或顺序式 Keras 模型，而是 {name!r:.80}。</translation>
        </message>
        <message>
            <source>This is not a Layerloom project: its format is {found!r:.60}.</source>
            <translation>这不是 Layerloom 项目：其格式为 {found!r:.60}。</translation>
        </message>
        <message>
            <source>This kind of statement is not followed: {code}</source>
            <translation>未跟随这种语句：{code}</translation>
        </message>
        <message>
            <source>This project is from a newer version (file version {version}). It is open for reading only, so that nothing in it is lost.</source>
            <translation>此项目来自更新的版本（文件版本 {version}）。为避免丢失内容，仅以只读方式打开。</translation>
        </message>
        <message>
            <source>This project is not complete: there are no 'models' in it, which hold the networks.</source>
            <translation>此项目不完整：其中没有存放网络的 'models'。</translation>
        </message>
        <message>
            <source>This project names no version that exists. Received: {version!r:.60}.</source>
            <translation>此项目的版本不存在。收到：{version!r:.60}。</translation>
        </message>
        <message>
            <source>This project was by a newer Layerloom (file version {version}, this one writes {own}) and is open for reading only, so that nothing in it is lost.</source>
            <translation>此项目由更新的 Layerloom 创建（文件版本 {version}，本程序写入 {own}），为避免丢失内容，仅以只读方式打开。</translation>
        </message>
        <message>
            <source>This version can't read it.</source>
            <translation>此版本无法读取。</translation>
        </message>
        <message>
            <source>This version knows no layer of the kind {kind!r:.60}.</source>
            <translation>此版本没有 {kind!r:.60} 类型的层。</translation>
        </message>
        <message>
            <source>This version knows no {category} of the kind {kind!r:.60}.</source>
            <translation>此版本没有 {kind!r:.60} 类型的 {category}。</translation>
        </message>
        <message>
            <source>This wire would close a cycle: a call can't feed itself.</source>
            <translation>此连线会构成环：一次调用不能以自身为输入。</translation>
        </message>
        <message>
            <source>Three convolutions around fewer channels, added to what came in.</source>
            <translation>三个卷积，中间通道较少，再与输入相加。</translation>
        </message>
        <message>
            <source>Thresholds of one's own between 0 and 1, instead.</source>
            <translation>改用自定义的 0 到 1 之间的阈值。</translation>
        </message>
        <message>
            <source>Throw many categories or identifiers into a few buckets</source>
            <translation>把许多类别或标识放入少数几个桶</translation>
        </message>
        <message>
            <source>TimeDistributed expects a sequence, (batch, steps, …) with three axes or more. Received: {shape}.</source>
            <translation>TimeDistributed 需要一个序列（批次, 步, …），至少三个轴。收到：{shape}。</translation>
        </message>
        <message>
            <source>TimeDistributed holds layers with one input. Received: {kind}.</source>
            <translation>TimeDistributed 只能包含单输入的层。收到：{kind}。</translation>
        </message>
        <message>
            <source>TimeDistributed holds layers with one result; this {kind} gives {n}.</source>
            <translation>TimeDistributed 只能包含单结果的层；这个 {kind} 给出 {n} 个结果。</translation>
        </message>
        <message>
            <source>To learn {name} otherwise, give --learn {other}.</source>
            <translation>若要以另一种方式学习 {name}，请给出 --learn {other}。</translation>
        </message>
        <message>
            <source>Training ended in epoch {epoch} at batch {batch}: {trouble} The weights are those before that batch.</source>
            <translation>训练在第 {epoch} 轮第 {batch} 批结束：{trouble}权重保持在该批次之前的状态。</translation>
        </message>
        <message>
            <source>Training on several processes needs mpi4py and MPI. Where neither is there: pip install layerloom[mpi]; on a cluster with an MPI of its own: pip install mpi4py.</source>
            <translation>用多个进程训练需要 mpi4py 和 MPI。两者都没有时：pip install layerloom[mpi]；集群自带 MPI 时：pip install mpi4py。</translation>
        </message>
        <message>
            <source>Training would take about {needed} of memory in each of {processes} processes, and {free} are free for all of them. Use fewer processes on one machine, a smaller batch, fewer samples, or a smaller network.</source>
            <translation>训练时 {processes} 个进程各需要约 {needed} 内存，而它们总共只有 {free} 可用。请在一台机器上使用更少的进程、更小的批次、更少的样本或更小的网络。</translation>
        </message>
        <message>
            <source>Training would take about {needed} of memory, and {free} are free.</source>
            <translation>训练约需 {needed} 内存，而可用 {free}。</translation>
        </message>
        <message>
            <source>Training would take about {needed} of memory, and {free} are free. Use a smaller batch, fewer samples, or a smaller network.</source>
            <translation>训练大约需要 {needed} 内存，而可用 {free}。请用更小的批、更少的样本或更小的网络。</translation>
        </message>
        <message>
            <source>Transposed convolutions draw a digit from 16 numbers, its 4×4 sketch</source>
            <translation>转置卷积由 16 个数（4×4 草图）画出数字</translation>
        </message>
        <message>
            <source>True or False</source>
            <translation>True 或 False</translation>
        </message>
        <message>
            <source>True where a number has the sign −.</source>
            <translation>符号为 − 处为真。</translation>
        </message>
        <message>
            <source>True where a number is 0 or false.</source>
            <translation>数为 0 或假处为真。</translation>
        </message>
        <message>
            <source>True where a number is finite.</source>
            <translation>数为有限处为真。</translation>
        </message>
        <message>
            <source>True where a number is infinite.</source>
            <translation>数为无穷处为真。</translation>
        </message>
        <message>
            <source>True where a number is −∞.</source>
            <translation>数为 −∞ 处为真。</translation>
        </message>
        <message>
            <source>True where a number is ∞.</source>
            <translation>数为 ∞ 处为真。</translation>
        </message>
        <message>
            <source>True where all along axes are true, or not 0.</source>
            <translation>沿轴全部为真（不为 0）处为真。</translation>
        </message>
        <message>
            <source>True where both are nearly the same.</source>
            <translation>两者几乎相同处为真。</translation>
        </message>
        <message>
            <source>True where both are the same.</source>
            <translation>两者相同处为真。</translation>
        </message>
        <message>
            <source>True where both are true, or not 0.</source>
            <translation>两者都为真（不为 0）处为真。</translation>
        </message>
        <message>
            <source>True where both differ.</source>
            <translation>两者不同处为真。</translation>
        </message>
        <message>
            <source>True where just one is true, or not 0.</source>
            <translation>恰好一个为真（不为 0）处为真。</translation>
        </message>
        <message>
            <source>True where one along axes is true, or not 0.</source>
            <translation>沿轴有一个为真（不为 0）处为真。</translation>
        </message>
        <message>
            <source>True where one is true, or not 0.</source>
            <translation>其中一个为真（不为 0）处为真。</translation>
        </message>
        <message>
            <source>True where the first is larger.</source>
            <translation>第一个较大处为真。</translation>
        </message>
        <message>
            <source>True where the first is not larger.</source>
            <translation>第一个不大于第二个处为真。</translation>
        </message>
        <message>
            <source>True where the first is not smaller.</source>
            <translation>第一个不小于第二个处为真。</translation>
        </message>
        <message>
            <source>True where the first is smaller.</source>
            <translation>第一个较小处为真。</translation>
        </message>
        <message>
            <source>True where there is no number (NaN).</source>
            <translation>不是数（NaN）处为真。</translation>
        </message>
        <message>
            <source>True: there are no complex numbers here.</source>
            <translation>真：这里没有复数。</translation>
        </message>
        <message>
            <source>Turn a class number into a row of zeros with a single one</source>
            <translation>将类别编号变为只有一个 1 的零行</translation>
        </message>
        <message>
            <source>Turn from_logits off</source>
            <translation>关闭 from_logits</translation>
        </message>
        <message>
            <source>Turn from_logits on</source>
            <translation>打开 from_logits</translation>
        </message>
        <message>
            <source>Turn use_ema on</source>
            <translation>打开 use_ema</translation>
        </message>
        <message>
            <source>Two axes change places.</source>
            <translation>两个轴互换位置。</translation>
        </message>
        <message>
            <source>Two convolutions, added to what came in.</source>
            <translation>两个卷积，再与输入相加。</translation>
        </message>
        <message>
            <source>Two files are called {name}.npy. Each column needs a name of its own; rename one.</source>
            <translation>有两个文件都叫 {name}.npy。每一列需要自己的名称；请重命名其中一个。</translation>
        </message>
        <message>
            <source>Two layers have the name {name}; every layer needs one of its own.</source>
            <translation>两个层都叫 {name}；每个层需要自己的名称。</translation>
        </message>
        <message>
            <source>Two residual blocks, pooling and dropout read digits as 32×32 colour images</source>
            <translation>两个残差块、池化和随机失活识别 32×32 彩色数字图像</translation>
        </message>
        <message>
            <source>Two tensors, summed up over axes that meet.</source>
            <translation>两个张量，在相遇的轴上求和。</translation>
        </message>
        <message>
            <source>Two tensors, summed up over their last axes.</source>
            <translation>两个张量沿各自最后一轴求和。</translation>
        </message>
        <message>
            <source>Two tweets, one shared LSTM</source>
            <translation>两条推文，一个共享 LSTM</translation>
        </message>
        <message>
            <source>Two weights are called {name:.100}. Give their layers names of their own.</source>
            <translation>有两个权重都叫 {name:.100}。请给它们的层起不同的名字。</translation>
        </message>
        <message>
            <source>Use batches of {n}</source>
            <translation>使用每批 {n} 个</translation>
        </message>
        <message>
            <source>Use binary cross-entropy</source>
            <translation>使用二元交叉熵</translation>
        </message>
        <message>
            <source>Use categorical cross-entropy</source>
            <translation>使用分类交叉熵</translation>
        </message>
        <message>
            <source>Use defaults for what can't be read</source>
            <translation>无法读取的部分使用默认值</translation>
        </message>
        <message>
            <source>Use input_dim={n}</source>
            <translation>使用 input_dim={n}</translation>
        </message>
        <message>
            <source>Use sigmoid with binary cross-entropy</source>
            <translation>使用 sigmoid 与二元交叉熵</translation>
        </message>
        <message>
            <source>Use the data's shape {shape}</source>
            <translation>使用数据的形状 {shape}</translation>
        </message>
        <message>
            <source>Use the data's shape {shape} for {name}</source>
            <translation>对 {name} 使用数据的形状 {shape}</translation>
        </message>
        <message>
            <source>Use the default for {name}</source>
            <translation>对 {name} 使用默认值</translation>
        </message>
        <message>
            <source>Use the learning rate {rate:g}</source>
            <translation>使用学习率 {rate:g}</translation>
        </message>
        <message>
            <source>Use the same loss for every output</source>
            <translation>对所有输出使用同一损失</translation>
        </message>
        <message>
            <source>Use {activation}</source>
            <translation>使用 {activation}</translation>
        </message>
        <message>
            <source>Use {changes}</source>
            <translation>使用 {changes}</translation>
        </message>
        <message>
            <source>Use {loss}</source>
            <translation>使用 {loss}</translation>
        </message>
        <message>
            <source>Validation takes all samples (validation_split {n:g}), none is left to train on.</source>
            <translation>验证占用了全部样本（validation_split {n:g}），没有剩余样本可训练。</translation>
        </message>
        <message>
            <source>Validation takes the last {n} rows. {count} of {classes} classes don't stand there, so nothing is judged by them: {names}.</source>
            <translation>验证取最后 {n} 行。{classes} 个类别中有 {count} 个不在其中，因此不会据其评判：{names}。</translation>
        </message>
        <message>
            <source>Validation takes the last {n} rows. {count} of {classes} classes stand only there, so training never sees them: {names}.</source>
            <translation>验证取最后 {n} 行。{classes} 个类别中有 {count} 个只出现在那里，训练永远见不到它们：{names}。</translation>
        </message>
        <message>
            <source>Values summed up by how much keys go with queries.</source>
            <translation>按键与查询的匹配程度对值求和。</translation>
        </message>
        <message>
            <source>Vectors along an axis with the length 1.</source>
            <translation>沿轴长度为 1 的向量。</translation>
        </message>
        <message>
            <source>Wait {n} epochs</source>
            <translation>等 {n} 轮</translation>
        </message>
        <message>
            <source>Watch {name}</source>
            <translation>监视 {name}</translation>
        </message>
        <message>
            <source>Weighs each channel by what all of them are on average.</source>
            <translation>按所有通道的平均情况给每个通道加权。</translation>
        </message>
        <message>
            <source>Weights are not in it: write them as .weights.h5 beside it.</source>
            <translation>其中不含权重：请另存为 .weights.h5。</translation>
        </message>
        <message>
            <source>Weights as pictures; not offered here.</source>
            <translation>把权重写成图片；这里不提供。</translation>
        </message>
        <message>
            <source>Weights must have the shape of the axes they lie along. Received: {shape}.</source>
            <translation>权重的形状必须与所在的轴一致。收到：{shape}。</translation>
        </message>
        <message>
            <source>Weights of shape {weights} do not fit values of shape {values}.</source>
            <translation>形状为 {weights} 的权重与形状为 {values} 的值不匹配。</translation>
        </message>
        <message>
            <source>Weights: {weights}</source>
            <translation>权重：{weights}</translation>
        </message>
        <message>
            <source>What a prediction must be above to count as yes: a number from 0 to 1, or several.</source>
            <translation>预测大于多少才算“是”：0 到 1 的一个数或多个数。</translation>
        </message>
        <message>
            <source>What a prediction must be at least to be yes.</source>
            <translation>预测至少为多少才算“是”。</translation>
        </message>
        <message>
            <source>What a system of equations is solved by.</source>
            <translation>方程组的解。</translation>
        </message>
        <message>
            <source>What becomes of another aspect: stretched, the middle cut out, or filled up with black.</source>
            <translation>宽高比不同时怎么办：拉伸、裁出中间，或用黑色填充。</translation>
        </message>
        <message>
            <source>What every value is multiplied by.</source>
            <translation>每个值所乘的数。</translation>
        </message>
        <message>
            <source>What gets a number.</source>
            <translation>给什么编号。</translation>
        </message>
        <message>
            <source>What has each number for its hyperbolic cosine.</source>
            <translation>双曲余弦为每个数的数。</translation>
        </message>
        <message>
            <source>What has each number for its hyperbolic sine.</source>
            <translation>双曲正弦为每个数的数。</translation>
        </message>
        <message>
            <source>What has each number for its hyperbolic tangent.</source>
            <translation>双曲正切为每个数的数。</translation>
        </message>
        <message>
            <source>What is added afterwards.</source>
            <translation>随后加上的数。</translation>
        </message>
        <message>
            <source>What is added: -1 turns classes 1…n into 0…n-1.</source>
            <translation>加上的数：-1 将类别 1…n 变为 0…n-1。</translation>
        </message>
        <message>
            <source>What is at right angles to two vectors.</source>
            <translation>与两个向量都垂直的向量。</translation>
        </message>
        <message>
            <source>What is done to a text before.</source>
            <translation>事先对文本做什么处理。</translation>
        </message>
        <message>
            <source>What is done where pictures can't be read: nothing is (refuse), or those are left out.</source>
            <translation>遇到无法读取的图片时：拒绝读取（refuse），或略去这些图片。</translation>
        </message>
        <message>
            <source>What is left of the first when it is divided by the second.</source>
            <translation>第一个除以第二个的余数。</translation>
        </message>
        <message>
            <source>What is left of the first when the second is taken away, with the first's sign.</source>
            <translation>第一个数减去第二个数若干次后的余数，符号同第一个数。</translation>
        </message>
        <message>
            <source>What is to be trained? Give a FILE, or --resume with a run that was interrupted.</source>
            <translation>要训练什么？请给出 FILE，或用 --resume 指定一个中断的运行。</translation>
        </message>
        <message>
            <source>What is to be trained? Give a FILE, or --resume with a sweep that was begun.</source>
            <translation>要训练什么？请给出 FILE，或用 --resume 给出已开始的扫描。</translation>
        </message>
        <message>
            <source>What is to be tried? Give ranges, such as dense.units=16..128 or optimizer.learning_rate=1e-4..0.1:log.</source>
            <translation>要尝试什么？请给出范围，例如 dense.units=16..128 或 optimizer.learning_rate=1e-4..0.1:log。</translation>
        </message>
        <message>
            <source>What is yes; none: the largest prediction of a row.</source>
            <translation>多大算“是”；无：每行最大的预测。</translation>
        </message>
        <message>
            <source>What reaches the Output has {count} axes with the batch, {shape}, and a class needs 2. Put flatten or gap before it.</source>
            <translation>到达 Output 的张量连同批次有 {count} 个轴，形状为 {shape}，而分类需要 2 个。请在前面加上 flatten 或 gap。</translation>
        </message>
        <message>
            <source>What separates the cells.</source>
            <translation>单元格的分隔符。</translation>
        </message>
        <message>
            <source>What separates the cells: one character.</source>
            <translation>单元格之间的分隔符：一个字符。</translation>
        </message>
        <message>
            <source>What stands before the fraction of a number: 0.5 or 0,5. The other mark may stand between thousands.</source>
            <translation>小数部分前的符号：0.5 或 0,5。另一个符号可作千位分隔。</translation>
        </message>
        <message>
            <source>What stands before the fraction where numbers were typed as texts: 0.5 or 0,5.</source>
            <translation>以文本形式输入的数字用什么作小数点：0.5 或 0,5。</translation>
        </message>
        <message>
            <source>What stands before the fraction where numbers were written as texts: 0.5 or 0,5.</source>
            <translation>以文本形式书写的数字用什么作小数点：0.5 或 0,5。</translation>
        </message>
        <message>
            <source>What stands behind ** is not known here.</source>
            <translation>这里不知道 ** 之后的内容。</translation>
        </message>
        <message>
            <source>What stands in the gaps: mean, median or most frequent number of each feature, or a constant.</source>
            <translation>空缺处填什么：每个特征的平均数、中位数、众数，或一个常数。</translation>
        </message>
        <message>
            <source>What stands in the gaps: the most frequent category, or a category of its own.</source>
            <translation>空缺处填什么：最常见的类别，或单独的一个类别。</translation>
        </message>
        <message>
            <source>What the file says of {key} can't be read.</source>
            <translation>文件中关于 {key} 的内容无法读取。</translation>
        </message>
        <message>
            <source>What the greatest number becomes.</source>
            <translation>最大的数变成什么。</translation>
        </message>
        <message>
            <source>What the layers or models of the class {name} do is not followed.</source>
            <translation>不跟踪类 {name} 的层或模型所做的事。</translation>
        </message>
        <message>
            <source>What the learning rate is multiplied by.</source>
            <translation>学习率乘以这个数。</translation>
        </message>
        <message>
            <source>What the least number becomes.</source>
            <translation>最小的数变成什么。</translation>
        </message>
        <message>
            <source>What the precision must be.</source>
            <translation>精确率必须达到的值。</translation>
        </message>
        <message>
            <source>What the recall must be.</source>
            <translation>召回率必须达到的值。</translation>
        </message>
        <message>
            <source>What the run knows of its data can't be understood. Train anew, or bring the data back.</source>
            <translation>无法读懂此次运行所保存的数据信息。请重新训练，或恢复数据。</translation>
        </message>
        <message>
            <source>What the sensitivity must be.</source>
            <translation>灵敏度必须达到的值。</translation>
        </message>
        <message>
            <source>What the specificity must be.</source>
            <translation>特异度必须达到的值。</translation>
        </message>
        <message>
            <source>What this goes through is not known here.</source>
            <translation>这里不知道它遍历的内容。</translation>
        </message>
        <message>
            <source>What was left of {name} was recovered elsewhere already.</source>
            <translation>{name} 遗留的内容已经在别处恢复了。</translation>
        </message>
        <message>
            <source>What {code} does is not known here.</source>
            <translation>这里不知道 {code} 做什么。</translation>
        </message>
        <message>
            <source>What {code} goes through is not known here: the loop is not followed.</source>
            <translation>这里不知道 {code} 遍历的内容：未跟随该循环。</translation>
        </message>
        <message>
            <source>What {name} does with a part of the network can't be read.</source>
            <translation>无法读入 {name} 对网络部分所做的操作。</translation>
        </message>
        <message>
            <source>Where along an axis the largest number is.</source>
            <translation>沿一个轴最大的数在哪里。</translation>
        </message>
        <message>
            <source>Where along an axis the smallest number is.</source>
            <translation>沿一个轴最小的数在哪里。</translation>
        </message>
        <message>
            <source>Where data enters the model.</source>
            <translation>数据进入模型的地方。</translation>
        </message>
        <message>
            <source>Where numbers go among sorted ones.</source>
            <translation>数在已排序的数中的位置。</translation>
        </message>
        <message>
            <source>Where the smallest number is, the next one…</source>
            <translation>最小的数在哪里，下一个在哪里……</translation>
        </message>
        <message>
            <source>Whether each number is among others.</source>
            <translation>每个数是否在另一些数之中。</translation>
        </message>
        <message>
            <source>Whether the first line names the columns.</source>
            <translation>第一行是否为列名。</translation>
        </message>
        <message>
            <source>Whether the prediction of a class is among the largest.</source>
            <translation>某类别的预测是否在最大的几个之中。</translation>
        </message>
        <message>
            <source>Whether to add features that say where a number was missing.</source>
            <translation>是否增加指明何处缺失的特征。</translation>
        </message>
        <message>
            <source>Whether two vectors point the same way, whatever their lengths.</source>
            <translation>两个向量是否指向同一方向，与长度无关。</translation>
        </message>
        <message>
            <source>Whether {test} holds is not known here: neither way is followed.</source>
            <translation>这里不知道 {test} 是否成立：两个分支都未跟随。</translation>
        </message>
        <message>
            <source>Which arrays: all, or those for training or testing alone, called x_train, y_train, x_test and the like.</source>
            <translation>取哪些数组：全部，或只取用于训练或测试的（名为 x_train、y_train、x_test 等）。</translation>
        </message>
        <message>
            <source>Which images.</source>
            <translation>哪些图像。</translation>
        </message>
        <message>
            <source>Which model is the outermost: {name} is taken to be.</source>
            <translation>最外层的模型不明：取 {name}。</translation>
        </message>
        <message>
            <source>Which shares: true against false positives, or precision against recall.</source>
            <translation>哪条曲线：真阳性对假阳性，或精确率对召回率。</translation>
        </message>
        <message>
            <source>Which steps of its input count, as yes and no: the mask that goes along with it.</source>
            <translation>其输入中哪些步有效（是或否）：随输入一起传递的掩码。</translation>
        </message>
        <message>
            <source>While training, adds a normally distributed random number to every number.</source>
            <translation>训练时，给每个数加上一个正态分布的随机数。</translation>
        </message>
        <message>
            <source>While training, bends some images at random, like rubber.</source>
            <translation>训练时，像橡皮一样随机弯曲部分图像。</translation>
        </message>
        <message>
            <source>While training, blends each image with another one of the batch; labels stay as they are.</source>
            <translation>训练时把每幅图像与批次中的另一幅混合；标签不变。</translation>
        </message>
        <message>
            <source>While training, blurs some images.</source>
            <translation>训练时使部分图像模糊。</translation>
        </message>
        <message>
            <source>While training, changes brightness, contrast, saturation and hue of each image, one after another.</source>
            <translation>训练时依次改变每幅图像的亮度、对比度、饱和度和色相。</translation>
        </message>
        <message>
            <source>While training, changes images by some of eleven ways, drawn for each batch.</source>
            <translation>训练时，从十一种方式中为每批随机抽取几种来改变图像。</translation>
        </message>
        <message>
            <source>While training, covers a random rectangle of some images.</source>
            <translation>训练时遮盖部分图像的一个随机矩形。</translation>
        </message>
        <message>
            <source>While training, cuts out a random part of the images; else the largest middle part, resized.</source>
            <translation>训练时随机切出图像的一部分；否则取中间最大的部分并缩放。</translation>
        </message>
        <message>
            <source>While training, draws the colours of each image apart or together.</source>
            <translation>训练时增强或减弱每幅图像的对比度。</translation>
        </message>
        <message>
            <source>While training, leaves each image fewer shades; no gradient flows back.</source>
            <translation>训练时减少每幅图像的色阶；没有梯度流回。</translation>
        </message>
        <message>
            <source>While training, makes each image lighter or darker.</source>
            <translation>训练时使每幅图像变亮或变暗。</translation>
        </message>
        <message>
            <source>While training, makes each image sharper or softer.</source>
            <translation>训练时使每幅图像更锐利或更柔和。</translation>
        </message>
        <message>
            <source>While training, makes the colours of each image fuller or duller.</source>
            <translation>训练时使每幅图像的颜色更饱和或更暗淡。</translation>
        </message>
        <message>
            <source>While training, makes the colours of each image paler or stronger.</source>
            <translation>训练时使每幅图像的颜色变淡或变浓。</translation>
        </message>
        <message>
            <source>While training, mixes images with several changed ones, each by a chain of changes.</source>
            <translation>训练时，把图像与若干经一连串改变的图像混合。</translation>
        </message>
        <message>
            <source>While training, multiplies every number by a normally distributed one of mean 1.</source>
            <translation>训练时，把每个数乘以一个均值为 1 的正态分布随机数。</translation>
        </message>
        <message>
            <source>While training, puts a part of another image of the batch into each; labels stay as they are.</source>
            <translation>训练时把批次中另一幅图像的一部分放入每幅图像；标签不变。</translation>
        </message>
        <message>
            <source>While training, sets a random share of the channels to zero for all steps of a sequence.</source>
            <translation>训练时，把随机一部分通道在序列的所有时间步置零。</translation>
        </message>
        <message>
            <source>While training, sets a random share of the channels to zero in all places of a volume.</source>
            <translation>训练时，把随机一部分通道在体数据的所有位置置零。</translation>
        </message>
        <message>
            <source>While training, sets a random share of the channels to zero in all places of an image.</source>
            <translation>训练时，把随机一部分通道在图像的所有位置置零。</translation>
        </message>
        <message>
            <source>While training, sets a random share of the numbers to zero and scales up the rest.</source>
            <translation>训练时随机将一部分数置零，并放大其余的数。</translation>
        </message>
        <message>
            <source>While training, shifts all colours of each image along the rainbow.</source>
            <translation>训练时使每幅图像的所有颜色沿色环移动。</translation>
        </message>
        <message>
            <source>While training, shifts each image by a random distance.</source>
            <translation>训练时把每幅图像平移一段随机距离。</translation>
        </message>
        <message>
            <source>While training, shows each image from nearer or from farther.</source>
            <translation>训练时从更近或更远处显示每幅图像。</translation>
        </message>
        <message>
            <source>While training, shows half of the images mirrored.</source>
            <translation>训练时把一半的图像翻转。</translation>
        </message>
        <message>
            <source>While training, shows images as if from the side.</source>
            <translation>训练时像从侧面看一样显示图像。</translation>
        </message>
        <message>
            <source>While training, shows some images as negatives.</source>
            <translation>训练时把部分图像显示为负片。</translation>
        </message>
        <message>
            <source>While training, shows the light parts of each image as negatives.</source>
            <translation>训练时把每幅图像的亮部显示为负片。</translation>
        </message>
        <message>
            <source>While training, slants each image.</source>
            <translation>训练时使每幅图像倾斜。</translation>
        </message>
        <message>
            <source>While training, spreads the shades of each channel evenly over the whole range.</source>
            <translation>训练时，把每个通道的色阶均匀铺满整个范围。</translation>
        </message>
        <message>
            <source>While training, takes the colours from some images.</source>
            <translation>训练时去掉部分图像的颜色。</translation>
        </message>
        <message>
            <source>While training, turns each image by a random angle.</source>
            <translation>训练时把每幅图像旋转一个随机角度。</translation>
        </message>
        <message>
            <source>WhileTraining expects the same shape and type for both ways. Received: {trained} while trained, {used} after.</source>
            <translation>WhileTraining 要求两条路径的形状和类型相同。收到：训练时为 {trained}，训练后为 {used}。</translation>
        </message>
        <message>
            <source>Whole numbers between two</source>
            <translation>两数之间的整数</translation>
        </message>
        <message>
            <source>Whole numbers, for an Embedding or for class numbers</source>
            <translation>整数，用于 Embedding 或类别编号</translation>
        </message>
        <message>
            <source>Width in pixels.</source>
            <translation>宽度（像素）。</translation>
        </message>
        <message>
            <source>Width to scale to, in pixels.</source>
            <translation>缩放后的宽度（像素）。</translation>
        </message>
        <message>
            <source>Will a headline spread? Words and five features, a main and an auxiliary loss (generated data)</source>
            <translation>新闻标题会传播吗？词语与五个特征，一个主损失和一个辅助损失（生成数据）</translation>
        </message>
        <message>
            <source>Wires of {name} are led otherwise.</source>
            <translation>{name} 的连线走向不同。</translation>
        </message>
        <message>
            <source>Word numbers go from 1 to one less than this.</source>
            <translation>词编号从 1 到此数减一。</translation>
        </message>
        <message>
            <source>Words or characters of a text as numbers, for an Embedding</source>
            <translation>把文本的单词或字符变成数字，用于 Embedding</translation>
        </message>
        <message>
            <source>Words per headline.</source>
            <translation>每个标题的词数。</translation>
        </message>
        <message>
            <source>Write behind what the file holds already, for a training that goes on.</source>
            <translation>接在文件已有内容之后写入，用于继续进行的训练。</translation>
        </message>
        <message>
            <source>Write curves, histograms and the graph for TensorBoard</source>
            <translation>为 TensorBoard 写出曲线、直方图和网络图</translation>
        </message>
        <message>
            <source>Write how many steps a second takes.</source>
            <translation>写出每秒的步数。</translation>
        </message>
        <message>
            <source>Write the network as a graph.</source>
            <translation>把网络写成图。</translation>
        </message>
        <message>
            <source>Write the results of each epoch into a table (.csv)</source>
            <translation>把每一轮的结果写入表格（.csv）</translation>
        </message>
        <message>
            <source>Write to {path}</source>
            <translation>写到 {path}</translation>
        </message>
        <message>
            <source>Zeros in the shape of a tensor.</source>
            <translation>与张量形状相同的零。</translation>
        </message>
        <message>
            <source>Zeros in the shape of a tensor: what nothing is said of.</source>
            <translation>与张量同形的零：内容不作规定。</translation>
        </message>
        <message>
            <source>Zeros: no number is complex.</source>
            <translation>零：没有复数。</translation>
        </message>
        <message>
            <source>a 1×1 convolution to 4 × growth channels before each</source>
            <translation>每个卷积之前先用 1×1 卷积变为 4 × 增长率个通道</translation>
        </message>
        <message>
            <source>a GRU that resets before its product has no counterpart there</source>
            <translation>先重置再相乘的 GRU 在那里没有对应</translation>
        </message>
        <message>
            <source>a backslash before what it can't stand before</source>
            <translation>反斜杠后面的字符不正确</translation>
        </message>
        <message>
            <source>a character that a text can't hold</source>
            <translation>文本中不允许的字符</translation>
        </message>
        <message>
            <source>a class whose rows do not count</source>
            <translation>其行不计入的类别</translation>
        </message>
        <message>
            <source>a comma with nothing behind it</source>
            <translation>逗号之后没有内容</translation>
        </message>
        <message>
            <source>a constraint</source>
            <translation>约束</translation>
        </message>
        <message>
            <source>a fixed batch size</source>
            <translation>固定的批大小</translation>
        </message>
        <message>
            <source>a layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>a list</source>
            <translation>列表</translation>
        </message>
        <message>
            <source>a list of sizes</source>
            <translation>尺寸列表</translation>
        </message>
        <message>
            <source>a loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>a memory that is kept from batch to batch can't be told there</source>
            <translation>ONNX 无法表达批次之间保留的记忆</translation>
        </message>
        <message>
            <source>a metric</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>a new order of the samples each epoch</source>
            <translation>每轮使用新的样本顺序</translation>
        </message>
        <message>
            <source>a number</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>a number has too many digits</source>
            <translation>有一个数字的位数过多</translation>
        </message>
        <message>
            <source>a number that counts as well</source>
            <translation>也参与比较的一个数</translation>
        </message>
        <message>
            <source>a number, or numbers, in place of the first input</source>
            <translation>一个数或一组数，代替第一个输入</translation>
        </message>
        <message>
            <source>a number, or numbers, in place of the second input</source>
            <translation>一个数或一组数，代替第二个输入</translation>
        </message>
        <message>
            <source>a number, or numbers, in place of the third input</source>
            <translation>一个数或一组数，代替第三个输入</translation>
        </message>
        <message>
            <source>a number, or text, that has category 0 for itself</source>
            <translation>独占类别 0 的数或文本</translation>
        </message>
        <message>
            <source>a penalty on large numbers in it</source>
            <translation>对其中较大的数的惩罚</translation>
        </message>
        <message>
            <source>a penalty on the alpha, added to the loss</source>
            <translation>对alpha（斜率）的惩罚，加到损失上</translation>
        </message>
        <message>
            <source>a penalty on the beta, added to the loss</source>
            <translation>对beta（平移）的惩罚，加到损失上</translation>
        </message>
        <message>
            <source>a penalty on the bias, added to the loss</source>
            <translation>对偏置的惩罚，加到损失上</translation>
        </message>
        <message>
            <source>a penalty on the depthwise, added to the loss</source>
            <translation>对逐深度核的惩罚，加到损失上</translation>
        </message>
        <message>
            <source>a penalty on the embeddings, added to the loss</source>
            <translation>对嵌入的惩罚，加到损失上</translation>
        </message>
        <message>
            <source>a penalty on the gamma, added to the loss</source>
            <translation>对gamma（缩放）的惩罚，加到损失上</translation>
        </message>
        <message>
            <source>a penalty on the kernel, added to the loss</source>
            <translation>对核的惩罚，加到损失上</translation>
        </message>
        <message>
            <source>a penalty on the outputs, added to the loss</source>
            <translation>对输出的惩罚，加到损失上</translation>
        </message>
        <message>
            <source>a penalty on the pointwise, added to the loss</source>
            <translation>对逐点核的惩罚，加到损失上</translation>
        </message>
        <message>
            <source>a penalty on the recurrent, added to the loss</source>
            <translation>对循环核的惩罚，加到损失上</translation>
        </message>
        <message>
            <source>a regularizer</source>
            <translation>正则化器</translation>
        </message>
        <message>
            <source>a sample is not compared with itself</source>
            <translation>样本不与自身比较</translation>
        </message>
        <message>
            <source>a schedule</source>
            <translation>学习率调度</translation>
        </message>
        <message>
            <source>a score for every number from a vector, rather than a vector from a number</source>
            <translation>由向量给出每个数的得分，而不是由数给出向量</translation>
        </message>
        <message>
            <source>a second output: how much each step took of each other one</source>
            <translation>第二个输出：每一步从其他各步取了多少</translation>
        </message>
        <message>
            <source>a small number against division by zero</source>
            <translation>防止除以零的小数</translation>
        </message>
        <message>
            <source>a text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>a text without an end</source>
            <translation>没有结尾的文本</translation>
        </message>
        <message>
            <source>a whole number</source>
            <translation>整数</translation>
        </message>
        <message>
            <source>a whole number, or several</source>
            <translation>一个整数，或多个</translation>
        </message>
        <message>
            <source>a window's name, its numbers, or none</source>
            <translation>窗的名称、其数值，或无</translation>
        </message>
        <message>
            <source>above 0 the image shrinks, below 0 it grows; one number goes both ways</source>
            <translation>大于 0 图像缩小，小于 0 图像放大；一个数表示两个方向</translation>
        </message>
        <message>
            <source>above 0: how evenly the size of the part is drawn</source>
            <translation>大于 0：该部分的大小分布得多均匀</translation>
        </message>
        <message>
            <source>above which numbers stay</source>
            <translation>大于它的数保持不变</translation>
        </message>
        <message>
            <source>accepted from Keras; only leaves zero_output_for_mask out</source>
            <translation>为兼容 Keras 而接受；只会使 zero_output_for_mask 不起作用</translation>
        </message>
        <message>
            <source>accepted from older Keras, not needed</source>
            <translation>兼容旧版 Keras，不需要</translation>
        </message>
        <message>
            <source>added to the mean square, so that nothing is divided by zero</source>
            <translation>加到均方上，避免除以零</translation>
        </message>
        <message>
            <source>added to the squares</source>
            <translation>加到平方上</translation>
        </message>
        <message>
            <source>added to the variance, so that nothing is divided by zero</source>
            <translation>加到方差上，避免除以零</translation>
        </message>
        <message>
            <source>adds a learnt beta to every channel</source>
            <translation>给每个通道加上学到的 beta</translation>
        </message>
        <message>
            <source>adds a learnt beta to every number</source>
            <translation>给每个数加上学到的 beta</translation>
        </message>
        <message>
            <source>along which axes, batch counted as 0; all numbers in a row without it</source>
            <translation>沿哪些轴，批次为 0；不填则所有数排成一行</translation>
        </message>
        <message>
            <source>along which axis, batch counted as 0; all numbers in a row without it</source>
            <translation>沿哪个轴，批次为 0；不填则所有数排成一行</translation>
        </message>
        <message>
            <source>along which axis, batch counted as 0; of all numbers in a row without it</source>
            <translation>沿哪个轴，批次为 0；不填则从排成一行的所有数中取</translation>
        </message>
        <message>
            <source>also: {names}</source>
            <translation>又名：{names}</translation>
        </message>
        <message>
            <source>an initializer</source>
            <translation>初始化器</translation>
        </message>
        <message>
            <source>an optimizer</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>an output of several axes has no counterpart there</source>
            <translation>多个轴的输出在 ONNX 中没有对应</translation>
        </message>
        <message>
            <source>and so many times as high</source>
            <translation>高度是前一个的若干倍</translation>
        </message>
        <message>
            <source>any value</source>
            <translation>任意值</translation>
        </message>
        <message>
            <source>applied to the result</source>
            <translation>作用于结果</translation>
        </message>
        <message>
            <source>apply the model to every step of a sequence: TimeDistributed in Keras</source>
            <translation>对序列的每一步应用该模型：Keras 中的 TimeDistributed</translation>
        </message>
        <message>
            <source>archive_format must be "auto", "tar", "zip" or None. Received: {given!r:.40}.</source>
            <translation>archive_format 必须是 "auto"、"tar"、"zip" 或 None。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>array_split: the axis must have a known size.</source>
            <translation>array_split：该轴的大小必须已知。</translation>
        </message>
        <message>
            <source>array_to_img needs one picture, an array of three axes. Received: shape {got}.</source>
            <translation>array_to_img 需要一张图片，即三个轴的数组。收到的形状是：{got}。</translation>
        </message>
        <message>
            <source>array_to_img: a picture has 1, 3 or 4 channels. Received: {n}.</source>
            <translation>array_to_img：图片有 1、3 或 4 个通道。收到的是：{n}。</translation>
        </message>
        <message>
            <source>array_to_img: a picture has pixels. Received: shape {got}.</source>
            <translation>array_to_img：图片要有像素。收到的形状是：{got}。</translation>
        </message>
        <message>
            <source>as strong as a Dropout of this rate</source>
            <translation>强度与此比率的 Dropout 相同</translation>
        </message>
        <message>
            <source>attention along several axes has no counterpart there</source>
            <translation>沿多个轴的注意力在 ONNX 中没有对应</translation>
        </message>
        <message>
            <source>average over what is shrunk</source>
            <translation>缩小时取平均</translation>
        </message>
        <message>
            <source>average: weights must have the shape of x, or be as many as the numbers along one axis.</source>
            <translation>average：weights 必须与 x 同形，或与某一轴上的数一样多。</translation>
        </message>
        <message>
            <source>axes along which alpha is one and the same; (1, 2) for the rows and columns of images</source>
            <translation>沿哪些轴 alpha 相同；图像的行和列用 (1, 2)</translation>
        </message>
        <message>
            <source>axes of each step's result; as the query's if left open</source>
            <translation>每一步结果的各轴；留空则与查询相同</translation>
        </message>
        <message>
            <source>axes of size 1, batch counted as 0; all of them without it</source>
            <translation>大小为 1 的轴，批次为 0；不填则全部</translation>
        </message>
        <message>
            <source>bands</source>
            <translation>频带数</translation>
        </message>
        <message>
            <source>batch needs a whole number from 1. Received: {given!r:.40}.</source>
            <translation>batch 需要从 1 起的整数。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>begin anew, each time twice, thrice… as slowly, instead of staying at the end</source>
            <translation>到终点后不停留，而是重新开始，每次以两倍、三倍……的时间下降</translation>
        </message>
        <message>
            <source>below 1 mostly one of the two is seen, above both</source>
            <translation>小于 1 时主要看到其中一幅，大于 1 时两幅都可见</translation>
        </message>
        <message>
            <source>bincount: sparse tensors are not computed here.</source>
            <translation>bincount：此处不计算稀疏张量。</translation>
        </message>
        <message>
            <source>binomial: counts can't be below 0, and probabilities lie between 0 and 1.</source>
            <translation>binomial：counts 不能小于 0，概率在 0 与 1 之间。</translation>
        </message>
        <message>
            <source>bounds of the corrections: rmin and rmax of the factor, dmax of the term</source>
            <translation>修正的界限：因子的 rmin 和 rmax，加项的 dmax</translation>
        </message>
        <message>
            <source>brightness, colour degeneration, contrast and sharpness, too</source>
            <translation>还包括亮度、褪色、对比度和锐度</translation>
        </message>
        <message>
            <source>broadcast_to can't stretch {shape} to {target}: only sizes of 1 stretch.</source>
            <translation>broadcast_to 不能把 {shape} 拉伸成 {target}：只有大小为 1 的轴可以拉伸。</translation>
        </message>
        <message>
            <source>by how many places</source>
            <translation>移动几位</translation>
        </message>
        <message>
            <source>by how much the depthwise convolution shrinks</source>
            <translation>深度卷积缩小的倍数</translation>
        </message>
        <message>
            <source>by how much the first convolution and the shortcut shrink</source>
            <translation>第一个卷积和捷径缩小的倍数</translation>
        </message>
        <message>
            <source>by how much the middle convolution and the shortcut shrink</source>
            <translation>中间的卷积和捷径缩小的倍数</translation>
        </message>
        <message>
            <source>by tanh</source>
            <translation>用 tanh 近似</translation>
        </message>
        <message>
            <source>california_housing: version must be small or large. Received: {given!r:.40}.</source>
            <translation>california_housing：version 必须是 small 或 large。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>callbacks must be Callback objects, one or a list. Received: {given!r:.80}.</source>
            <translation>callbacks 必须是一个 Callback 对象或其列表。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>categorical needs logits of two axes, (rows, classes). Received: {got}.</source>
            <translation>categorical 需要两个轴的 logits，即（行, 类别）。收到的是：{got}。</translation>
        </message>
        <message>
            <source>channels are split into so many groups, each with its own filters</source>
            <translation>通道分成若干组，每组有自己的滤波器</translation>
        </message>
        <message>
            <source>channels of the result</source>
            <translation>结果的通道数</translation>
        </message>
        <message>
            <source>channels that each of them adds</source>
            <translation>每个卷积增加的通道数</translation>
        </message>
        <message>
            <source>channels within</source>
            <translation>内部的通道数</translation>
        </message>
        <message>
            <source>cifar100: label_mode must be "fine" or "coarse". Received: {given!r:.40}.</source>
            <translation>cifar100：label_mode 须为 "fine" 或 "coarse"。收到：{given!r:.40}。</translation>
        </message>
        <message>
            <source>class_weight and sample_weight can't be used together.</source>
            <translation>class_weight 和 sample_weight 不能同时使用。</translation>
        </message>
        <message>
            <source>class_weight balanced needs classes, but the targets have more than {n} values.</source>
            <translation>class_weight balanced 需要类别，但目标有超过 {n} 个值。</translation>
        </message>
        <message>
            <source>class_weight balanced needs classes, but the targets hold fractions.</source>
            <translation>class_weight balanced 需要类别，但目标含有小数。</translation>
        </message>
        <message>
            <source>class_weight is balanced, or a weight for each class by its number, such as 0: 1, 1: 2.5. Received: {text!r:.80}.</source>
            <translation>class_weight 应为 balanced，或按编号给出每个类别的权重，例如 0: 1, 1: 2.5。收到：{text!r:.80}。</translation>
        </message>
        <message>
            <source>class_weight must be a dict of numbers by class number, such as {example}. Received: {given!r:.80}.</source>
            <translation>class_weight 必须是以类别编号为键的数字字典，例如 {example}。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>class_weight needs one class for each sample, and the targets are sequences of them: give sample_weight.</source>
            <translation>class_weight 需要每个样本一个类别，而目标是类别序列：请改用 sample_weight。</translation>
        </message>
        <message>
            <source>class_weight works for models with one output. This one has {n}.</source>
            <translation>class_weight 只适用于单输出模型。此模型有 {n} 个输出。</translation>
        </message>
        <message>
            <source>clone_model: input_tensors must be one tensor for each of the {n} inputs.</source>
            <translation>clone_model：input_tensors 必须为 {n} 个输入各给一个张量。</translation>
        </message>
        <message>
            <source>clone_model: {name} must be a function. Received: {given!r:.80}.</source>
            <translation>clone_model：{name} 必须是函数。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>columns and rows of the average, odd</source>
            <translation>取平均的列数和行数，须为奇数</translation>
        </message>
        <message>
            <source>columns of the output</source>
            <translation>输出的列数</translation>
        </message>
        <message>
            <source>compile: sample_weight_mode="temporal" weighs the steps of sequences, and the output {name} has none: its shape is {shape}. Leave the mode out there, and give one weight for each sample.</source>
            <translation>compile:sample_weight_mode="temporal" 是对序列的时间步加权,而输出 {name} 没有时间步:其形状为 {shape}。请在此处省略该模式,并为每个样本给出一个权重。</translation>
        </message>
        <message>
            <source>compile: steps_per_execution must be a whole number of 1 or more. Received: {given!r:.80}.</source>
            <translation>compile：steps_per_execution 必须是不小于 1 的整数。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>compile: target_tensors must be arrays of numbers. Received: a symbolic tensor, which holds none.</source>
            <translation>compile:target_tensors 必须是数字数组。收到的是符号张量,其中没有数字。</translation>
        </message>
        <message>
            <source>compile: {loss} goes over the axis {axis} of an output with {rank} axes. While a model is trained it can only go over the last one, axis=-1: arrange the output so that this is the one.</source>
            <translation>compile：{loss} 沿具有 {rank} 个轴的输出的第 {axis} 轴计算。训练模型时只能沿最后一个轴计算，即 axis=-1：请调整输出，使其成为该轴。</translation>
        </message>
        <message>
            <source>corrects what a batch gives by moving statistics, for small batches</source>
            <translation>用移动统计量修正一个批次的结果，适用于小批次</translation>
        </message>
        <message>
            <source>cross is for vectors of 2 or 3 numbers. Received: {shape}.</source>
            <translation>cross 用于含 2 或 3 个数的向量。收到：{shape}。</translation>
        </message>
        <message>
            <source>cut off what is too wide or too high, rather than distort</source>
            <translation>切掉过宽或过高的部分，而不是变形</translation>
        </message>
        <message>
            <source>data_format must be channels_last or channels_first. Received: {given!r:.40}.</source>
            <translation>data_format 必须是 channels_last 或 channels_first。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>decoupled decay: w ← w − w · decay · rate</source>
            <translation>解耦衰减：w ← w − w · decay · rate</translation>
        </message>
        <message>
            <source>depth, rows and columns added to the output</source>
            <translation>输出中增加的深度、行数和列数</translation>
        </message>
        <message>
            <source>depth, rows and columns of each filter</source>
            <translation>每个滤波器的深度、行数和列数</translation>
        </message>
        <message>
            <source>depth, rows and columns of the output</source>
            <translation>输出的深度、行数和列数</translation>
        </message>
        <message>
            <source>depth, rows and columns of the window</source>
            <translation>窗口的深度、行数和列数</translation>
        </message>
        <message>
            <source>deserialize_keras_object: code in a config is never run here, so safe_mode can only be True.</source>
            <translation>deserialize_keras_object：这里从不运行配置中的代码，因此 safe_mode 只能是 True。</translation>
        </message>
        <message>
            <source>digits that are kept behind the point</source>
            <translation>小数点后保留的位数</translation>
        </message>
        <message>
            <source>divisor</source>
            <translation>除数</translation>
        </message>
        <message>
            <source>dot_product_attention needs (batch, steps, heads, numbers) for query, key and value.</source>
            <translation>dot_product_attention 的 query、key 和 value 须为（批次、步、头、数）。</translation>
        </message>
        <message>
            <source>dot_product_attention: flash_attention is for graphics cards.</source>
            <translation>dot_product_attention：flash_attention 用于显卡。</translation>
        </message>
        <message>
            <source>dropout inside a recurrent layer has no counterpart there</source>
            <translation>循环层内部的 dropout 在那里没有对应</translation>
        </message>
        <message>
            <source>dropout: noise_shape must have 1, None or the array's size for each axis of {shape}. Received: {given!r:.40}.</source>
            <translation>dropout：noise_shape 对 {shape} 的每个轴必须是 1、None 或数组的大小。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>e to the power of each number, less 1.</source>
            <translation>e 的每个数次幂减 1。</translation>
        </message>
        <message>
            <source>e to the power of each number.</source>
            <translation>e 的每个数次幂。</translation>
        </message>
        <message>
            <source>each wave is so many times as long as the one before</source>
            <translation>每个波的长度是前一个的若干倍</translation>
        </message>
        <message>
            <source>einsum: a pattern reads such as ij,jk-&gt;ik. Received: {given:.80}.</source>
            <translation>einsum：模式写成 ij,jk-&gt;ik 这样。收到：{given:.80}。</translation>
        </message>
        <message>
            <source>einsum: the result {result} names an axis twice, or none of an input.</source>
            <translation>einsum：结果 {result} 重复列出一个轴，或列出了输入没有的轴。</translation>
        </message>
        <message>
            <source>einsum: {part} does not fit the shape {shape} of input {number}.</source>
            <translation>einsum：{part} 与输入 {number} 的形状 {shape} 不符。</translation>
        </message>
        <message>
            <source>epoch, batch, or every how many batches losses and metrics are written.</source>
            <translation>epoch、batch，或每隔多少批写出损失和指标。</translation>
        </message>
        <message>
            <source>epoch, or after how many batches.</source>
            <translation>epoch，或多少个批次之后。</translation>
        </message>
        <message>
            <source>errors below it count squared, larger ones straight</source>
            <translation>小于它的误差按平方计，大于它的按线性计</translation>
        </message>
        <message>
            <source>every vector has length 1 before: the result is how alike they are, -1 to 1</source>
            <translation>先把每个向量的长度化为 1：结果表示它们有多相似，从 -1 到 1</translation>
        </message>
        <message>
            <source>expecting a colon</source>
            <translation>此处应有冒号</translation>
        </message>
        <message>
            <source>expecting a comma or the end of the object or list</source>
            <translation>此处应有逗号，或对象、列表的结尾</translation>
        </message>
        <message>
            <source>expecting a name in double quotes</source>
            <translation>此处应有双引号中的名称</translation>
        </message>
        <message>
            <source>expecting value</source>
            <translation>此处应有一个值</translation>
        </message>
        <message>
            <source>extract_sequences: {shape} is too short.</source>
            <translation>extract_sequences：{shape} 太短。</translation>
        </message>
        <message>
            <source>factor</source>
            <translation>系数</translation>
        </message>
        <message>
            <source>factor of the sum of absolute values</source>
            <translation>绝对值之和的系数</translation>
        </message>
        <message>
            <source>factor of the sum of squares</source>
            <translation>平方和的系数</translation>
        </message>
        <message>
            <source>factors for depth, rows and columns</source>
            <translation>深度、行和列的倍数</translation>
        </message>
        <message>
            <source>factors for rows and columns</source>
            <translation>行和列的倍数</translation>
        </message>
        <message>
            <source>fall at whole multiples of these steps only</source>
            <translation>只在这些步数的整数倍处下降</translation>
        </message>
        <message>
            <source>fill up what is missing at the sides, rather than distort</source>
            <translation>补上两侧缺少的部分，而不是变形</translation>
        </message>
        <message>
            <source>filters for each channel</source>
            <translation>每个通道的滤波器数</translation>
        </message>
        <message>
            <source>fit: the callback {what} is not taken over.</source>
            <translation>fit：未采用回调 {what}。</translation>
        </message>
        <message>
            <source>fit: {name} is not taken over.</source>
            <translation>fit：未采用 {name}。</translation>
        </message>
        <message>
            <source>for each axis, the batch first, how many numbers before and behind</source>
            <translation>每个轴（批次在先）前后各放多少个数</translation>
        </message>
        <message>
            <source>frequencies get an axis of their own, as a picture</source>
            <translation>频率单独占一个轴，如同图片</translation>
        </message>
        <message>
            <source>from one piece to the next</source>
            <translation>相邻两段的间隔</translation>
        </message>
        <message>
            <source>from one piece to the next; none: half a piece</source>
            <translation>相邻两段的间隔；不填则为半段</translation>
        </message>
        <message>
            <source>from which input on it passes</source>
            <translation>从哪个输入值起通过</translation>
        </message>
        <message>
            <source>gaps between a filter's cells</source>
            <translation>滤波器单元之间的间隔</translation>
        </message>
        <message>
            <source>get_file needs origin, the address of the file.</source>
            <translation>get_file 需要 origin，即文件的地址。</translation>
        </message>
        <message>
            <source>get_file: fname must be the name of a file alone, without folders; cache_dir says where it lies. Received: {given!r:.80}.</source>
            <translation>get_file：fname 只能是文件名，不含文件夹；位置由 cache_dir 决定。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>get_file: fname must be the name of a file. Received: {given!r:.80}.</source>
            <translation>get_file：fname 必须是文件名。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>get_file: hash_algorithm must be auto, md5 or sha256. Received: {given!r:.40}.</source>
            <translation>get_file：hash_algorithm 必须是 auto、md5 或 sha256。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>get_file: origin must be an address of {schemes}. Received: {given!r:.80}.</source>
            <translation>get_file：origin 必须是 {schemes} 的地址。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>get_layer needs either the name of a layer or its index.</source>
            <translation>get_layer 需要层的名称或其序号，二者取一。</translation>
        </message>
        <message>
            <source>get_source_inputs needs a tensor. Received: {given!r:.80}.</source>
            <translation>get_source_inputs 需要一个张量。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>go by the whole batch where several processes share it, not by each one's part</source>
            <translation>当多个进程分担一批时，按整批计算，而不是按各自的部分</translation>
        </message>
        <message>
            <source>groups of so many neighbouring words are looked up; one number stands for all up to it</source>
            <translation>查找这么多相邻词组成的组；一个数代表直到它的所有数</translation>
        </message>
        <message>
            <source>hann, hamming, a window's numbers, or none</source>
            <translation>hann、hamming、窗的数值，或不用窗</translation>
        </message>
        <message>
            <source>heads of keys and values, each for as many queries</source>
            <translation>键和值的头数，每个对应同样多的查询头</translation>
        </message>
        <message>
            <source>heads that look side by side</source>
            <translation>并列工作的头数</translation>
        </message>
        <message>
            <source>horizontal: left becomes right; vertical: the top becomes the bottom</source>
            <translation>horizontal：左右互换；vertical：上下互换</translation>
        </message>
        <message>
            <source>how evenly is mixed: below 1 mostly one of them is seen</source>
            <translation>混合得多均匀：小于 1 时多半只看到其中一张</translation>
        </message>
        <message>
            <source>how exactly they are found: the share of the data that a bound may be off</source>
            <translation>求得的精确程度：边界可偏离的数据比例</translation>
        </message>
        <message>
            <source>how far above the main diagonal, below it where negative</source>
            <translation>在主对角线上方多远，负数为下方</translation>
        </message>
        <message>
            <source>how far apart pieces begin</source>
            <translation>片段起点相隔多远</translation>
        </message>
        <message>
            <source>how far apart they may be besides</source>
            <translation>此外允许相差多少</translation>
        </message>
        <message>
            <source>how far apart they may be, as a share of the second</source>
            <translation>允许相差多少，按第二个数的比例</translation>
        </message>
        <message>
            <source>how far below the loudest others may be</source>
            <translation>其他值最多可比最响的低多少</translation>
        </message>
        <message>
            <source>how far columns are shifted</source>
            <translation>各列错开多远</translation>
        </message>
        <message>
            <source>how far points are apart</source>
            <translation>各点相隔多远</translation>
        </message>
        <message>
            <source>how far rows are shifted</source>
            <translation>各行错开多远</translation>
        </message>
        <message>
            <source>how far the corners move</source>
            <translation>四角移动多远</translation>
        </message>
        <message>
            <source>how far the numbers of a window are apart: rows, columns and so on, or one number for all</source>
            <translation>窗口内的数相隔多远：行、列等，或统一一个数</translation>
        </message>
        <message>
            <source>how far the result is from its target</source>
            <translation>结果与目标的差距</translation>
        </message>
        <message>
            <source>how far they are drawn at each step: 1 all the way</source>
            <translation>每步拉动的程度：1 为完全到位</translation>
        </message>
        <message>
            <source>how far they spread</source>
            <translation>分散的程度</translation>
        </message>
        <message>
            <source>how far windows are apart, a window's size without it: rows, columns and so on, or one number for all</source>
            <translation>窗口相隔多远，不填则为窗口大小：行、列等，或统一一个数</translation>
        </message>
        <message>
            <source>how far windows are apart: rows, columns and so on, or one number for all</source>
            <translation>窗口相隔多远：行、列等，或统一一个数</translation>
        </message>
        <message>
            <source>how fast the means of squares become slow</source>
            <translation>均方变慢的速度</translation>
        </message>
        <message>
            <source>how light a cell must be to be shown as a negative</source>
            <translation>多亮的单元才显示为负片</translation>
        </message>
        <message>
            <source>how long each piece is</source>
            <translation>每个片段多长</translation>
        </message>
        <message>
            <source>how many</source>
            <translation>几个</translation>
        </message>
        <message>
            <source>how many bins of about as many numbers each to find in data</source>
            <translation>从数据中求多少个数量大致相等的区间</translation>
        </message>
        <message>
            <source>how many bits are kept; one number: from 1 on</source>
            <translation>保留的位数；一个数：从 1 开始</translation>
        </message>
        <message>
            <source>how many categories there are</source>
            <translation>有多少个类别</translation>
        </message>
        <message>
            <source>how many categories there are: the largest number + 1</source>
            <translation>有多少个类别：最大编号 + 1</translation>
        </message>
        <message>
            <source>how many changed images are mixed</source>
            <translation>混合多少张改变过的图像</translation>
        </message>
        <message>
            <source>how many changes one after another</source>
            <translation>依次进行多少种改变</translation>
        </message>
        <message>
            <source>how many changes one after another in each</source>
            <translation>每张依次进行多少种改变</translation>
        </message>
        <message>
            <source>how many classes</source>
            <translation>有多少类别</translation>
        </message>
        <message>
            <source>how many convolutions</source>
            <translation>卷积的个数</translation>
        </message>
        <message>
            <source>how many equal pieces, or a list of the places where it is cut</source>
            <translation>多少等份，或切开位置的列表</translation>
        </message>
        <message>
            <source>how many groups the channels form; -1: one a channel</source>
            <translation>通道分成几组；-1：每个通道一组</translation>
        </message>
        <message>
            <source>how many last axes meet as many first ones, or two lists of axes that meet</source>
            <translation>最后几个轴与同样多的最前几个轴相遇，或两个相遇的轴的列表</translation>
        </message>
        <message>
            <source>how many looks at the sequence at once; they share its width</source>
            <translation>同时看序列的头数；它们平分序列的宽度</translation>
        </message>
        <message>
            <source>how many numbers are known: the largest index + 1</source>
            <translation>已知的数的个数：最大索引 + 1</translation>
        </message>
        <message>
            <source>how many numbers there are, the largest and 1</source>
            <translation>共有多少编号，即最大编号加 1</translation>
        </message>
        <message>
            <source>how many of the largest count</source>
            <translation>算最大的几个</translation>
        </message>
        <message>
            <source>how many places there are at most, special ones included</source>
            <translation>最多有多少个位置，包括特殊位置</translation>
        </message>
        <message>
            <source>how many powers; as many as there are numbers without it</source>
            <translation>多少个幂；不填则与数的个数相同</translation>
        </message>
        <message>
            <source>how many quarters of a turn</source>
            <translation>转多少个四分之一圈</translation>
        </message>
        <message>
            <source>how many steps</source>
            <translation>步数</translation>
        </message>
        <message>
            <source>how many times over</source>
            <translation>重复多少次</translation>
        </message>
        <message>
            <source>how much each class counts: balanced, so that rare ones count as much as others together, or 0: 1, 1: 2.5</source>
            <translation>每个类别的权重：balanced 使稀有类别合起来与其他类别同等重要，或 0: 1, 1: 2.5</translation>
        </message>
        <message>
            <source>how much is added at the end: rows, columns and so on, or one number for all</source>
            <translation>末尾增加多少：行、列等，或统一一个数</translation>
        </message>
        <message>
            <source>how much is bent</source>
            <translation>弯曲的程度</translation>
        </message>
        <message>
            <source>how much less and more; one number: only more</source>
            <translation>减弱和增强的程度；一个数：只增强</translation>
        </message>
        <message>
            <source>how much less counts what is already predicted well</source>
            <translation>已预测得好的部分降低多少权重</translation>
        </message>
        <message>
            <source>how much lighter an image is made before</source>
            <translation>事先把图像变亮多少</translation>
        </message>
        <message>
            <source>how much of the mean gradient counts in a step</source>
            <translation>一步中梯度均值所占比例</translation>
        </message>
        <message>
            <source>how much of the mean gradient is kept</source>
            <translation>梯度均值的保留比例</translation>
        </message>
        <message>
            <source>how much of the mean square is kept</source>
            <translation>均方的保留比例</translation>
        </message>
        <message>
            <source>how much of the mean squares is kept</source>
            <translation>均方的保留比例</translation>
        </message>
        <message>
            <source>how much of the moving mean and variance stays in each step</source>
            <translation>每一步保留多少移动均值和移动方差</translation>
        </message>
        <message>
            <source>how much pairs that are still wrong count more</source>
            <translation>仍然错误的配对多计入多少</translation>
        </message>
        <message>
            <source>how much the penalty counts beside the loss</source>
            <translation>惩罚相对于损失的分量</translation>
        </message>
        <message>
            <source>how near those of a group shall be, and how far others</source>
            <translation>同组应有多近，其他应有多远</translation>
        </message>
        <message>
            <source>how numbers are spread</source>
            <translation>数的分布方式</translation>
        </message>
        <message>
            <source>how often each step is repeated</source>
            <translation>每一步重复的次数</translation>
        </message>
        <message>
            <source>how often the singular vectors are improved in each step</source>
            <translation>每一步改进奇异向量的次数</translation>
        </message>
        <message>
            <source>how often, for all numbers or each</source>
            <translation>重复几次，对所有数或对每个数</translation>
        </message>
        <message>
            <source>how often, for each axis, the last ones where there are fewer</source>
            <translation>每个轴重复几次，数量较少时指最后几个轴</translation>
        </message>
        <message>
            <source>how query and key make a score</source>
            <translation>查询和键如何得出得分</translation>
        </message>
        <message>
            <source>how round the bend is</source>
            <translation>弯曲处有多圆</translation>
        </message>
        <message>
            <source>how steep it is below 0</source>
            <translation>0 以下的斜率</translation>
        </message>
        <message>
            <source>how steep it is below the threshold</source>
            <translation>阈值以下的斜率</translation>
        </message>
        <message>
            <source>how the alpha begins</source>
            <translation>alpha（斜率）的初始值</translation>
        </message>
        <message>
            <source>how the beta begins</source>
            <translation>beta（平移）的初始值</translation>
        </message>
        <message>
            <source>how the bias begins</source>
            <translation>偏置的初始值</translation>
        </message>
        <message>
            <source>how the depthwise begins</source>
            <translation>逐深度核的初始值</translation>
        </message>
        <message>
            <source>how the embeddings begins</source>
            <translation>嵌入的初始值</translation>
        </message>
        <message>
            <source>how the gamma begins</source>
            <translation>gamma（缩放）的初始值</translation>
        </message>
        <message>
            <source>how the kernel begins</source>
            <translation>核的初始值</translation>
        </message>
        <message>
            <source>how the moving mean begins</source>
            <translation>移动均值的初始值</translation>
        </message>
        <message>
            <source>how the moving variance begins</source>
            <translation>移动方差的初始值</translation>
        </message>
        <message>
            <source>how the numbers are drawn</source>
            <translation>数的抽取方式</translation>
        </message>
        <message>
            <source>how the pointwise begins</source>
            <translation>逐点核的初始值</translation>
        </message>
        <message>
            <source>how the recurrent begins</source>
            <translation>循环核的初始值</translation>
        </message>
        <message>
            <source>how the step shrinks as squares add up</source>
            <translation>平方累积时步长如何缩小</translation>
        </message>
        <message>
            <source>how the two results become one; none: they stay two</source>
            <translation>两个结果如何合成一个；无：保持两个</translation>
        </message>
        <message>
            <source>how values are chosen: tpe learns from the trainings before, random doesn't, grid tries all</source>
            <translation>如何选值：tpe 从之前的训练中学习，random 不学习，grid 全部尝试</translation>
        </message>
        <message>
            <source>how weights follow their gradients</source>
            <translation>权重如何随梯度变化</translation>
        </message>
        <message>
            <source>how wide the bell curve is</source>
            <translation>钟形曲线的宽度</translation>
        </message>
        <message>
            <source>id of the model in this document</source>
            <translation>此文档中模型的标识</translation>
        </message>
        <message>
            <source>img_to_array needs one picture. Received: an array of shape {got}.</source>
            <translation>img_to_array 需要一张图片。收到的是：形状为 {got} 的数组。</translation>
        </message>
        <message>
            <source>index 0 is padding that later layers skip</source>
            <translation>索引 0 是填充，后续层会跳过</translation>
        </message>
        <message>
            <source>input_spec takes InputSpec objects, one or several. Received: {given!r:.80}.</source>
            <translation>input_spec 接受一个或多个 InputSpec 对象。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>inputs of a unit, its outputs, or their mean</source>
            <translation>单元的输入数、输出数或两者的平均</translation>
        </message>
        <message>
            <source>inputs with different numbers of axes can't be told there</source>
            <translation>ONNX 无法表达轴数不同的输入</translation>
        </message>
        <message>
            <source>int: a row of words' numbers; multi_hot, count: one row with a place for each</source>
            <translation>int：一行词的编号；multi_hot、count：一行，每个词一个位置</translation>
        </message>
        <message>
            <source>int: the category's number; one_hot: a place for each category, 1 where it is; multi_hot: one row for all of a sample, 1 where any is; count: how often each is</source>
            <translation>int：类别的编号；one_hot：每个类别一个位置，所在处为 1；multi_hot：整个样本一行，出现处为 1；count：各出现多少次</translation>
        </message>
        <message>
            <source>into how many shades colours are sorted</source>
            <translation>把颜色分成多少级</translation>
        </message>
        <message>
            <source>it ends too early</source>
            <translation>它过早结束</translation>
        </message>
        <message>
            <source>it has no file {name}</source>
            <translation>其中没有文件 {name}</translation>
        </message>
        <message>
            <source>it has two members called {name!r:.60}</source>
            <translation>它有两个名为 {name!r:.60} 的成员</translation>
        </message>
        <message>
            <source>it holds a {kind}</source>
            <translation>其中含有 {kind}</translation>
        </message>
        <message>
            <source>it holds no {name:.60}</source>
            <translation>其中没有 {name:.60}</translation>
        </message>
        <message>
            <source>it is no JSON</source>
            <translation>它不是 JSON</translation>
        </message>
        <message>
            <source>it is no zip archive</source>
            <translation>它不是 zip 压缩包</translation>
        </message>
        <message>
            <source>it is not a selection of layers that this version can read.</source>
            <translation>这不是此版本能读取的层选区。</translation>
        </message>
        <message>
            <source>it lacks {path:.100}</source>
            <translation>其中缺少 {path:.100}</translation>
        </message>
        <message>
            <source>it lists {count} members, more than {most}</source>
            <translation>它列出了 {count} 个成员，超过 {most} 个</translation>
        </message>
        <message>
            <source>it mixes the samples of a batch</source>
            <translation>它会混合一个批次中的样本</translation>
        </message>
        <message>
            <source>it rounds to {n} digits</source>
            <translation>它舍入到 {n} 位小数</translation>
        </message>
        <message>
            <source>it runs over other axes than its counterpart there</source>
            <translation>它沿着与那里对应层不同的轴运行</translation>
        </message>
        <message>
            <source>its config.json can't be read: {reason:.100}</source>
            <translation>无法读取其 config.json：{reason:.100}</translation>
        </message>
        <message>
            <source>its config.json describes no model</source>
            <translation>其 config.json 描述的不是模型</translation>
        </message>
        <message>
            <source>its directory is larger than {limit} bytes</source>
            <translation>其目录大于 {limit} 字节</translation>
        </message>
        <message>
            <source>its directory misses some of its parts</source>
            <translation>其目录缺少部分内容</translation>
        </message>
        <message>
            <source>its lists lie too deep in each other</source>
            <translation>其中的列表嵌套过深</translation>
        </message>
        <message>
            <source>its member {name!r:.60} ends too early</source>
            <translation>其成员 {name!r:.60} 过早结束</translation>
        </message>
        <message>
            <source>its member {name!r:.60} has a name that leads elsewhere or can't be shown</source>
            <translation>其成员 {name!r:.60} 的名称指向别处或无法显示</translation>
        </message>
        <message>
            <source>its member {name!r:.60} has two different sizes</source>
            <translation>其成员 {name!r:.60} 有两个不同的大小</translation>
        </message>
        <message>
            <source>its member {name!r:.60} is a link or device</source>
            <translation>其成员 {name!r:.60} 是链接或设备</translation>
        </message>
        <message>
            <source>its member {name!r:.60} is encrypted</source>
            <translation>其成员 {name!r:.60} 已加密</translation>
        </message>
        <message>
            <source>its member {name!r:.60} is no .npy array</source>
            <translation>其成员 {name!r:.60} 不是 .npy 数组</translation>
        </message>
        <message>
            <source>its member {name!r:.60} is packed by an unusual method</source>
            <translation>其成员 {name!r:.60} 使用了不常见的压缩方法</translation>
        </message>
        <message>
            <source>its member {name!r:.60} would unpack to more than {ratio} times its size</source>
            <translation>其成员 {name!r:.60} 解压后会超过其大小的 {ratio} 倍</translation>
        </message>
        <message>
            <source>its members would unpack to more than {ratio} times their size</source>
            <translation>它的成员解压后会超过其大小的 {ratio} 倍</translation>
        </message>
        <message>
            <source>its parts can't be read ({reason:.120})</source>
            <translation>无法读取其内容（{reason:.120}）</translation>
        </message>
        <message>
            <source>its parts overlap or have gaps between them</source>
            <translation>其各部分重叠或之间有空隙</translation>
        </message>
        <message>
            <source>its sizes must be known, and one is free in {shape}</source>
            <translation>其大小必须已知，而 {shape} 中有一个是自由的</translation>
        </message>
        <message>
            <source>its weights are in the format .npz, which can run code; save them as .h5</source>
            <translation>其权重为 .npz 格式，可能运行代码；请另存为 .h5</translation>
        </message>
        <message>
            <source>its {name!r:.60} would take {size} bytes where at most {limit} make sense</source>
            <translation>其 {name!r:.60} 将占用 {size} 字节，而合理的上限为 {limit}</translation>
        </message>
        <message>
            <source>its {path:.100} is {got:.60} of {type}, but the model's has {want}</source>
            <translation>其中的 {path:.100} 是 {type} 类型的 {got:.60}，而模型的是 {want}</translation>
        </message>
        <message>
            <source>keep a moving average of the weights</source>
            <translation>保留权重的滑动平均</translation>
        </message>
        <message>
            <source>keep the axes that are pooled as sizes of 1</source>
            <translation>被池化的轴保留为大小 1</translation>
        </message>
        <message>
            <source>keep the memory from batch to batch</source>
            <translation>在批之间保留记忆</translation>
        </message>
        <message>
            <source>kept for Keras; it is dense in any case</source>
            <translation>为 Keras 保留；总是稠密的</translation>
        </message>
        <message>
            <source>kept for Keras; it is for graphics cards</source>
            <translation>为 Keras 保留；用于显卡</translation>
        </message>
        <message>
            <source>kept for Keras; there is another operation for it</source>
            <translation>为 Keras 保留；另有专门的运算</translation>
        </message>
        <message>
            <source>keras.ops.image.{owner} is computed of arrays only: between layers its result could not be trained.</source>
            <translation>keras.ops.image.{owner} 只对数组计算:用在层与层之间,其结果无法参与训练。</translation>
        </message>
        <message>
            <source>keras.ops.image.{owner} needs {wanted}. Received: {given!r:.80}.</source>
            <translation>keras.ops.image.{owner} 需要 {wanted}。收到:{given!r:.80}。</translation>
        </message>
        <message>
            <source>keras.ops.{name} is computed of arrays only: between layers its result could not be trained.</source>
            <translation>keras.ops.{name} 只对数组计算：在层之间其结果无法训练。</translation>
        </message>
        <message>
            <source>keras.random.{owner} can't be drawn anew in every step, as a model would have to. These can: {names}.</source>
            <translation>keras.random.{owner} 无法像模型所需的那样在每一步重新抽取。可以的有：{names}。</translation>
        </message>
        <message>
            <source>keras.random.{owner} needs numbers, and not a symbolic tensor. Within a model, layers draw: Dropout, GaussianNoise and others.</source>
            <translation>keras.random.{owner} 需要数值，而不是符号张量。在模型中由层来抽取随机数：Dropout、GaussianNoise 等。</translation>
        </message>
        <message>
            <source>largest absolute gradient</source>
            <translation>梯度的最大绝对值</translation>
        </message>
        <message>
            <source>largest norm of all gradients</source>
            <translation>所有梯度的最大范数</translation>
        </message>
        <message>
            <source>largest norm of each weight's gradient</source>
            <translation>每个权重梯度的最大范数</translation>
        </message>
        <message>
            <source>layer_normalization: rms_normalization scales by the root of the mean of squares.</source>
            <translation>layer_normalization：按均方根缩放请用 rms_normalization。</translation>
        </message>
        <message>
            <source>layer_range must be two names of layers. Received: {given!r:.80}.</source>
            <translation>layer_range 必须是两个层名。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>layer_range names no layers of the model: {names}. There are: {known}.</source>
            <translation>layer_range 指的层不在模型中：{names}。现有：{known}。</translation>
        </message>
        <message>
            <source>length of each vector</source>
            <translation>每个向量的长度</translation>
        </message>
        <message>
            <source>length of the filters' sides</source>
            <translation>滤波器的边长</translation>
        </message>
        <message>
            <source>letters of the input's axes, the kernel's and the output's</source>
            <translation>输入各轴、核各轴和输出各轴的字母</translation>
        </message>
        <message>
            <source>load_img needs the name of a file, or a BytesIO. Received: {given!r:.80}.</source>
            <translation>load_img 需要文件名或 BytesIO。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>load_img: color_mode must be grayscale, rgb or rgba. Received: {given!r:.40}.</source>
            <translation>load_img：color_mode 必须是 grayscale、rgb 或 rgba。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>load_img: interpolation must be one of {known}. Received: {given!r:.40}.</source>
            <translation>load_img：interpolation 必须是以下之一：{known}。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>load_img: {path} has far more pixels than a picture for training needs.</source>
            <translation>load_img：{path} 的像素远多于训练图片所需。</translation>
        </message>
        <message>
            <source>load_img: {path} is no picture that can be read.</source>
            <translation>load_img：{path} 不是可以读取的图片。</translation>
        </message>
        <message>
            <source>log1p: log(1 + x), for numbers from 0 on; log: above 0; signed_log1p: sign(x)·log(1 + |x|), for all.</source>
            <translation>log1p：log(1 + x)，用于从 0 开始的数；log：大于 0 的数；signed_log1p：sign(x)·log(1 + |x|)，用于所有数。</translation>
        </message>
        <message>
            <source>loss_weights must be numbers, one for each output. Received: {given!r:.80}. Metrics come behind them: write compile(optimizer, loss, metrics=[…]).</source>
            <translation>loss_weights 必须是数字,每个输出一个。收到:{given!r:.80}。指标在它们之后:请写 compile(optimizer, loss, metrics=[…])。</translation>
        </message>
        <message>
            <source>map_structure needs a structure.</source>
            <translation>map_structure 需要一个结构。</translation>
        </message>
        <message>
            <source>map_structure_up_to needs a structure.</source>
            <translation>map_structure_up_to 需要一个结构。</translation>
        </message>
        <message>
            <source>masked steps give zeros</source>
            <translation>被屏蔽的步输出零</translation>
        </message>
        <message>
            <source>matmul needs matrices or vectors, not single numbers.</source>
            <translation>matmul 需要矩阵或向量，而不是单个数。</translation>
        </message>
        <message>
            <source>matrices in place of the first input</source>
            <translation>代替第一个输入的矩阵</translation>
        </message>
        <message>
            <source>meshgrid: indexing must be xy or ij. Received: {given!r:.80}.</source>
            <translation>meshgrid：indexing 必须是 xy 或 ij。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>micro: of all classes together; macro: the mean of the classes; weighted: by how often they are; none: one number for each class.</source>
            <translation>micro：所有类别合计；macro：各类别的平均；weighted：按出现次数加权；无：每个类别一个数。</translation>
        </message>
        <message>
            <source>min: smaller is better; max: larger is; auto: what the metric itself says.</source>
            <translation>min：越小越好；max：越大越好；auto：由指标自身决定。</translation>
        </message>
        <message>
            <source>model_from_json needs the text that to_json gave: {reason:.200}.</source>
            <translation>model_from_json 需要 to_json 给出的文本：{reason:.200}。</translation>
        </message>
        <message>
            <source>moveaxis: source and destination must name as many axes.</source>
            <translation>moveaxis：source 和 destination 必须列出同样多的轴。</translation>
        </message>
        <message>
            <source>multi_hot: sparse tensors are not computed here.</source>
            <translation>multi_hot：此处不计算稀疏张量。</translation>
        </message>
        <message>
            <source>multiplies every channel by a learnt gamma</source>
            <translation>把每个通道乘以学到的 gamma</translation>
        </message>
        <message>
            <source>multiplies every number by a learnt gamma</source>
            <translation>把每个数乘以学到的 gamma</translation>
        </message>
        <message>
            <source>near 0: as cross-entropy, near 1: as absolute error</source>
            <translation>接近 0：如交叉熵；接近 1：如绝对误差</translation>
        </message>
        <message>
            <source>needed</source>
            <translation>必填</translation>
        </message>
        <message>
            <source>no member begins where {name!r:.60} should</source>
            <translation>{name!r:.60} 应在之处没有成员开始</translation>
        </message>
        <message>
            <source>no step sees another so many steps away</source>
            <translation>每一步看不到相隔这么多步或更远的步</translation>
        </message>
        <message>
            <source>no step sees those behind it</source>
            <translation>每一步看不到它后面的步</translation>
        </message>
        <message>
            <source>noise_shape has no counterpart there</source>
            <translation>noise_shape 在那里没有对应</translation>
        </message>
        <message>
            <source>normalize before attention and Dense layers, not after the sums</source>
            <translation>在注意力和 Dense 层之前归一化，而不是在相加之后</translation>
        </message>
        <message>
            <source>numbers</source>
            <translation>若干数值</translation>
        </message>
        <message>
            <source>numbers a second</source>
            <translation>每秒的数值个数</translation>
        </message>
        <message>
            <source>numbers in a head's query and key</source>
            <translation>一个头的查询和键的数字个数</translation>
        </message>
        <message>
            <source>numbers in a head's query, key and value</source>
            <translation>一个头的查询、键和值的数字个数</translation>
        </message>
        <message>
            <source>numbers in a head's value; as many as in a key if left open</source>
            <translation>一个头的值的数字个数；留空则与键相同</translation>
        </message>
        <message>
            <source>numbers in a piece</source>
            <translation>每段的数值个数</translation>
        </message>
        <message>
            <source>numbers in place of the first input</source>
            <translation>一组数，代替第一个输入</translation>
        </message>
        <message>
            <source>numbers in place of the second input</source>
            <translation>一组数，代替第二个输入</translation>
        </message>
        <message>
            <source>numbers in place of the third input</source>
            <translation>代替第三个输入的数</translation>
        </message>
        <message>
            <source>numbers under the window; none: the whole piece</source>
            <translation>窗覆盖的数值个数；不填则为整段</translation>
        </message>
        <message>
            <source>of older Keras: only divides, by the root of the variance, and has no beta</source>
            <translation>旧版 Keras 的做法：只除以方差的平方根，没有 beta</translation>
        </message>
        <message>
            <source>of the first Dense layer; empty for 4 × the width</source>
            <translation>第一个 Dense 层的单元数；留空则为宽度的 4 倍</translation>
        </message>
        <message>
            <source>of the gates</source>
            <translation>门的激活函数</translation>
        </message>
        <message>
            <source>of the weights that are no matrices</source>
            <translation>用于非矩阵权重</translation>
        </message>
        <message>
            <source>of whole numbers it has no counterpart there</source>
            <translation>对整数它在 ONNX 中没有对应</translation>
        </message>
        <message>
            <source>one axis for all three</source>
            <translation>三者共用的轴</translation>
        </message>
        <message>
            <source>one axis, batch counted as 0</source>
            <translation>一个轴，批次为 0</translation>
        </message>
        <message>
            <source>one of {choices}</source>
            <translation>{choices} 之一</translation>
        </message>
        <message>
            <source>one_hot needs whole numbers: classes. Received: {dtype}.</source>
            <translation>one_hot 需要整数：类别。收到：{dtype}。</translation>
        </message>
        <message>
            <source>one_hot: a row for each number; multi_hot: one row for all of a sample; count: how often each is there</source>
            <translation>one_hot：每个编号一行；multi_hot：整个样本一行；count：各出现多少次</translation>
        </message>
        <message>
            <source>one_hot: sparse tensors are not computed here.</source>
            <translation>one_hot：这里不计算稀疏张量。</translation>
        </message>
        <message>
            <source>over all machines; there is one</source>
            <translation>跨所有机器；这里只有一台</translation>
        </message>
        <message>
            <source>pad: constant_values are for the mode constant alone.</source>
            <translation>pad：constant_values 只用于 constant 模式。</translation>
        </message>
        <message>
            <source>pad: constant_values must be one number. Received: several.</source>
            <translation>pad：constant_values 必须是一个数。收到：多个。</translation>
        </message>
        <message>
            <source>pad: pad_width must be two whole numbers of 0 or more for each axis. Received: {given!r:.80}.</source>
            <translation>pad：pad_width 必须为每个轴给出两个不小于 0 的整数。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>pad: pad_width must have a pair for each of the {n} axes. Received: {m}.</source>
            <translation>pad：pad_width 必须为 {n} 个轴各给出一对。收到：{m}。</translation>
        </message>
        <message>
            <source>pad: {shape} is too small for what is put around it.</source>
            <translation>pad：{shape} 太小，周围放不下。</translation>
        </message>
        <message>
            <source>pad_sequences needs a list of sequences. One of them is {given!r:.80}.</source>
            <translation>pad_sequences 需要序列的列表。其中一项是 {given!r:.80}。</translation>
        </message>
        <message>
            <source>pad_sequences needs a list of sequences. Received: {given!r:.80}.</source>
            <translation>pad_sequences 需要序列的列表。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>pad_sequences: all sequences must hold entries of one shape. The first has {want}, another {got}.</source>
            <translation>pad_sequences：所有序列的元素形状必须相同。第一个是 {want}，另一个是 {got}。</translation>
        </message>
        <message>
            <source>pad_sequences: dtype must be a type of NumPy's. Received: {given!r:.40}.</source>
            <translation>pad_sequences：dtype 必须是 NumPy 的类型。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>pad_sequences: the sequence {given!r:.80} holds what is no {dtype}. For texts give dtype=object.</source>
            <translation>pad_sequences：序列 {given!r:.80} 中有不是 {dtype} 的内容。文本请给 dtype=object。</translation>
        </message>
        <message>
            <source>pad_sequences: the value {given!r:.40} can't stand among numbers. For texts of any length give dtype=object.</source>
            <translation>pad_sequences：值 {given!r:.40} 不能放在数字之间。任意长度的文本请给 dtype=object。</translation>
        </message>
        <message>
            <source>pad_sequences: {name} must be "pre" or "post". Received: {given!r:.40}.</source>
            <translation>pad_sequences：{name} 必须是 "pre" 或 "post"。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>pad_sequences: {name} must be a whole number. Received: {given!r:.40}.</source>
            <translation>pad_sequences：{name} 必须是整数。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>passes over the data</source>
            <translation>遍历数据的次数</translation>
        </message>
        <message>
            <source>pictures smaller than the crop are resized, which has no counterpart there</source>
            <translation>比裁剪更小的图片要缩放，在 ONNX 中没有对应</translation>
        </message>
        <message>
            <source>pictures without a batch can't be told there</source>
            <translation>ONNX 无法表达没有批次的图片</translation>
        </message>
        <message>
            <source>places that numbers which are not in the list share</source>
            <translation>不在列表中的数共用的位置数</translation>
        </message>
        <message>
            <source>places that texts which are not in the list share</source>
            <translation>不在列表中的文本共用的位置数</translation>
        </message>
        <message>
            <source>plain: both convolutions activate, the sum follows; classic: with batch normalization, activated after the sum; preactivation: normalized and activated before each convolution</source>
            <translation>plain：两个卷积都带激活，然后相加；classic：带批归一化，相加之后激活；preactivation：每个卷积之前先归一化并激活</translation>
        </message>
        <message>
            <source>powers below count as this</source>
            <translation>更小的功率按此计</translation>
        </message>
        <message>
            <source>predictions are logits, not probabilities</source>
            <translation>预测值是 logits，而非概率</translation>
        </message>
        <message>
            <source>processes that share every batch, over MPI; none: one</source>
            <translation>通过 MPI 分担每个批次的进程数；留空：一个</translation>
        </message>
        <message>
            <source>processor cores to use; none: all</source>
            <translation>使用的处理器核数；无：全部</translation>
        </message>
        <message>
            <source>pulls by the size of the weight</source>
            <translation>按权重大小拉动</translation>
        </message>
        <message>
            <source>pulls small weights to 0</source>
            <translation>把小权重拉到 0</translation>
        </message>
        <message>
            <source>pulls weights towards 0</source>
            <translation>把权重拉向 0</translation>
        </message>
        <message>
            <source>qr: mode must be reduced or complete. Received: {given!r:.80}.</source>
            <translation>qr：mode 必须是 reduced 或 complete。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>randint gives whole numbers: dtype can't be {given!r:.40}.</source>
            <translation>randint 给出整数：dtype 不能是 {given!r:.40}。</translation>
        </message>
        <message>
            <source>randint: minval must be below maxval. Received: {low} and {high}.</source>
            <translation>randint：minval 必须小于 maxval。收到的是：{low} 和 {high}。</translation>
        </message>
        <message>
            <source>rankdir must be TB or LR. Received: {given!r:.40}.</source>
            <translation>rankdir 必须是 TB 或 LR。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>rate of the weights that are no matrices, over the others'</source>
            <translation>非矩阵权重的学习率与其他权重之比</translation>
        </message>
        <message>
            <source>read the sequence from its end</source>
            <translation>从末尾读取序列</translation>
        </message>
        <message>
            <source>rearrange: a pattern reads such as b h w c -&gt; b (h w) c. Received: {pattern:.80}.</source>
            <translation>rearrange：模式形如 b h w c -&gt; b (h w) c。收到：{pattern:.80}。</translation>
        </message>
        <message>
            <source>rearrange: one size at most may be free.</source>
            <translation>rearrange：最多一个大小可以未定。</translation>
        </message>
        <message>
            <source>rearrange: the sizes in {pattern:.80} don't fit {size}. Received: {given}.</source>
            <translation>rearrange：{pattern:.80} 中的大小与 {size} 不符。收到：{given}。</translation>
        </message>
        <message>
            <source>rearrange: {pattern:.80} does not fit {n} axes, or names an axis on one side alone.</source>
            <translation>rearrange：{pattern:.80} 与 {n} 个轴不符，或某轴只出现在一侧。</translation>
        </message>
        <message>
            <source>regions down and across</source>
            <translation>纵向与横向的区域数</translation>
        </message>
        <message>
            <source>repeat: repeats must be one number, or {n}. Received: {m}.</source>
            <translation>repeat：repeats 必须是一个数或 {n} 个数。收到：{m}。</translation>
        </message>
        <message>
            <source>reset the memory after its product with the weights, with a bias of its own</source>
            <translation>在记忆与权重相乘之后再重置，并使用单独的偏置</translation>
        </message>
        <message>
            <source>reshape can't turn {shape} into {target}: the numbers don't go in.</source>
            <translation>reshape 不能把 {shape} 变成 {target}：数放不进去。</translation>
        </message>
        <message>
            <source>reshape: one size at most may be -1. Received: {shape}.</source>
            <translation>reshape：最多只有一个大小可以是 -1。收到：{shape}。</translation>
        </message>
        <message>
            <source>reuse needs the name of a layer of this model.</source>
            <translation>reuse 后面要写这个模型里一个层的名字。</translation>
        </message>
        <message>
            <source>rms_scaling has no counterpart there</source>
            <translation>rms_scaling 在 ONNX 中没有对应</translation>
        </message>
        <message>
            <source>roll: shift and axis must be as many. Received: {a} and {b}.</source>
            <translation>roll：shift 和 axis 必须同样多。收到：{a} 和 {b}。</translation>
        </message>
        <message>
            <source>rot90: axes must be two. Received: {axes}.</source>
            <translation>rot90：axes 必须是两个轴。收到：{axes}。</translation>
        </message>
        <message>
            <source>rounds that make a step orthogonal</source>
            <translation>使步长正交化的轮数</translation>
        </message>
        <message>
            <source>rows and columns added to the output</source>
            <translation>输出增加的行和列</translation>
        </message>
        <message>
            <source>rows and columns of each filter</source>
            <translation>每个滤波器的行和列</translation>
        </message>
        <message>
            <source>rows and columns of the output</source>
            <translation>输出的行数和列数</translation>
        </message>
        <message>
            <source>rows and columns of the window</source>
            <translation>窗口的行和列</translation>
        </message>
        <message>
            <source>rows have max_tokens places, however short the list is</source>
            <translation>无论列表多短，行都有 max_tokens 个位置</translation>
        </message>
        <message>
            <source>rows of the output</source>
            <translation>输出的行数</translation>
        </message>
        <message>
            <source>same: pieces over the ends, with zeros</source>
            <translation>same：两端补零，让片段越过边界</translation>
        </message>
        <message>
            <source>same: the image is padded with zeros</source>
            <translation>same：图像以零填充</translation>
        </message>
        <message>
            <source>sample_weight for {name} needs a weight for each step, (samples, steps), as sample_weight_mode="temporal" says. Received: shape {shape}.</source>
            <translation>按照 sample_weight_mode="temporal",{name} 的 sample_weight 需要为每个时间步给出权重,即 (样本数, 时间步数)。收到的形状:{shape}。</translation>
        </message>
        <message>
            <source>sample_weight for {name} needs one number for each of the {rows} samples. Received: shape {shape}.</source>
            <translation>{name} 的 sample_weight 需要 {rows} 个样本各一个数。收到的形状是：{shape}。</translation>
        </message>
        <message>
            <source>sample_weight for {name} needs one number for each sample, shape {samples}, or for each step, shape {steps}. Received: shape {given}.</source>
            <translation>{name} 的 sample_weight 需要每个样本一个数(形状 {samples}),或每个时间步一个数(形状 {steps})。收到的形状:{given}。</translation>
        </message>
        <message>
            <source>sample_weight for {name} needs one number for each sample, shape {samples}: the output has no steps, its shape is {shape}. Received: shape {given}.</source>
            <translation>{name} 的 sample_weight 需要每个样本一个数,形状为 {samples}:该输出没有时间步,其形状为 {shape}。收到的形状:{given}。</translation>
        </message>
        <message>
            <source>sample_weight for {name} needs one weight for each sample, as sample_weight_mode="samplewise" says. Received: shape {shape}; compile with sample_weight_mode="temporal" to weigh steps.</source>
            <translation>按照 sample_weight_mode="samplewise",{name} 的 sample_weight 需要每个样本一个权重。收到的形状:{shape};若要对时间步加权,请用 sample_weight_mode="temporal" 编译。</translation>
        </message>
        <message>
            <source>sample_weight must have one number for each of the losses, which have the shape {want}. Received: {given}.</source>
            <translation>sample_weight 必须为每个损失给出一个数，损失的形状为 {want}。收到：{given}。</translation>
        </message>
        <message>
            <source>samples per step</source>
            <translation>每步的样本数</translation>
        </message>
        <message>
            <source>save: save_format is {format} and the file's name is {given:.200}. Leave save_format out: the name says it.</source>
            <translation>save：save_format 是 {format}，而文件名是 {given:.200}。请省略 save_format：文件名已经说明格式。</translation>
        </message>
        <message>
            <source>save: with zipped=False a folder is written, whose name must not end in {ending}. Received: {given:.200}.</source>
            <translation>save：zipped=False 时写入的是文件夹，其名称不能以 {ending} 结尾。收到：{given:.200}。</translation>
        </message>
        <message>
            <source>save_img: Pillow's save knows no {names}. Known: {known}.</source>
            <translation>save_img：Pillow 的 save 不认识 {names}。已知的有：{known}。</translation>
        </message>
        <message>
            <source>save_img: no picture can be written in the format {form!r:.20}: {reason:.100}. Use PNG or JPEG.</source>
            <translation>save_img：无法以格式 {form!r:.20} 写图片：{reason:.100}。请用 PNG 或 JPEG。</translation>
        </message>
        <message>
            <source>scatter_update: reduction must be one of {known}, or None. Received: {given!r:.80}.</source>
            <translation>scatter_update：reduction 必须是 {known} 之一或 None。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>scores are times a number that is learned</source>
            <translation>得分乘以一个学习得到的数</translation>
        </message>
        <message>
            <source>scores stay below this size</source>
            <translation>得分的绝对值低于此值</translation>
        </message>
        <message>
            <source>see RandomBrightness</source>
            <translation>见 RandomBrightness</translation>
        </message>
        <message>
            <source>see RandomContrast</source>
            <translation>见 RandomContrast</translation>
        </message>
        <message>
            <source>see RandomHue</source>
            <translation>见 RandomHue</translation>
        </message>
        <message>
            <source>see RandomSaturation</source>
            <translation>见 RandomSaturation</translation>
        </message>
        <message>
            <source>set_backend: Layerloom computes by itself, through Numba; there is no other backend. Received: {given!r:.40}.</source>
            <translation>set_backend：Layerloom 通过 Numba 自己计算，没有其他后端。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>set_epsilon: losses are computed with 1e-7; no other number can be set. Layers and optimizers have an epsilon of their own as an argument. Received: {given!r:.40}.</source>
            <translation>set_epsilon：损失以 1e-7 计算，不能设置其他数值。层和优化器有各自的 epsilon 参数。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>set_floatx: layers compute in float32 or float64. With 16 bits a processor computes no faster, and sums lose their digits. Received: {given!r:.40}.</source>
            <translation>set_floatx：层以 float32 或 float64 计算。用 16 位，处理器并不会算得更快，而求和会丢失位数。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>set_image_data_format: without a data_format of their own, layers take channels last; no other order can be set. Give data_format="channels_first" to each layer that wants it. Received: {given!r:.40}.</source>
            <translation>set_image_data_format：没有自己的 data_format 时，层把通道放在最后，不能设置其他顺序。请给需要的每一层 data_format="channels_first"。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>sets how many frequencies there are: half as many and one; none: the next power of two</source>
            <translation>决定频率个数：其一半加一；不填则取下一个 2 的幂</translation>
        </message>
        <message>
            <source>several axes at once can't be told there</source>
            <translation>ONNX 无法同时表达多个轴</translation>
        </message>
        <message>
            <source>shape of the mask, 1 or None to share it along an axis</source>
            <translation>掩码的形状，1 或 None 表示沿该轴共享</translation>
        </message>
        <message>
            <source>share by which targets are drawn towards an even guess</source>
            <translation>目标被拉向均匀猜测的比例</translation>
        </message>
        <message>
            <source>share of a whole turn; one number goes both ways</source>
            <translation>整圈的比例；一个数表示两个方向</translation>
        </message>
        <message>
            <source>share of the channels that become zero</source>
            <translation>变为零的通道所占的比例</translation>
        </message>
        <message>
            <source>share of the height; one number goes both ways</source>
            <translation>高度的比例；一个数表示两个方向</translation>
        </message>
        <message>
            <source>share of the inputs dropped while training</source>
            <translation>训练时丢弃的输入比例</translation>
        </message>
        <message>
            <source>share of the mean of all weights so far</source>
            <translation>历次权重均值所占比例</translation>
        </message>
        <message>
            <source>share of the memory dropped while training</source>
            <translation>训练时丢弃的记忆比例</translation>
        </message>
        <message>
            <source>share of the numbers that are dropped</source>
            <translation>被丢弃的数所占的比例</translation>
        </message>
        <message>
            <source>share of the numbers that become zero</source>
            <translation>变为零的数的比例</translation>
        </message>
        <message>
            <source>share of the samples kept for validation</source>
            <translation>留作验证的样本比例</translation>
        </message>
        <message>
            <source>share of the scores dropped while training</source>
            <translation>训练时丢弃的得分比例</translation>
        </message>
        <message>
            <source>share of the step size that is left at the end</source>
            <translation>结束时剩余步长所占的比例</translation>
        </message>
        <message>
            <source>share of the width; one number goes both ways</source>
            <translation>宽度的比例；一个数表示两个方向</translation>
        </message>
        <message>
            <source>share of value_range; one number goes both ways</source>
            <translation>value_range 的比例；一个数表示两个方向</translation>
        </message>
        <message>
            <source>share that is left out in training</source>
            <translation>训练时丢弃的比例</translation>
        </message>
        <message>
            <source>size of a step; none: as it comes</source>
            <translation>步长大小；空：不调整</translation>
        </message>
        <message>
            <source>size of the memory and of the output</source>
            <translation>记忆和输出的大小</translation>
        </message>
        <message>
            <source>size of the output</source>
            <translation>输出的大小</translation>
        </message>
        <message>
            <source>size of the output's channel axis</source>
            <translation>输出通道轴的大小</translation>
        </message>
        <message>
            <source>sizes of one sample, without the batch; None for a free axis</source>
            <translation>一个样本的各个大小，不含批；None 表示自由轴</translation>
        </message>
        <message>
            <source>sizes of the output without batch and ellipsis; None: as in the input</source>
            <translation>输出各轴的大小，不含批次和省略号；None 表示与输入相同</translation>
        </message>
        <message>
            <source>sizes without the batch; one may be -1: whatever fits</source>
            <translation>不含批的各个大小；其中一个可为 -1：自动确定</translation>
        </message>
        <message>
            <source>slice_update: the block must begin at 0 along an axis of no known size.</source>
            <translation>slice_update：在大小未知的轴上，块必须从 0 开始。</translation>
        </message>
        <message>
            <source>smart_resize needs a picture or several, arrays of three or four axes. Received: {got}.</source>
            <translation>smart_resize 需要一张或多张图片，即三个或四个轴的数组。收到的是：{got}。</translation>
        </message>
        <message>
            <source>so many times fewer units than channels in the middle</source>
            <translation>中间的单元数是通道数的几分之一</translation>
        </message>
        <message>
            <source>so many times the channels within</source>
            <translation>内部通道数是输入的几倍</translation>
        </message>
        <message>
            <source>split: indices_or_sections must be how many pieces, or a list of places. Received: {given!r:.80}.</source>
            <translation>split：indices_or_sections 必须是份数或位置的列表。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>split: the axis must have a known size.</source>
            <translation>split：轴的大小必须已知。</translation>
        </message>
        <message>
            <source>split: {size} can't be cut into {n} equal pieces.</source>
            <translation>split：{size} 不能切成 {n} 等份。</translation>
        </message>
        <message>
            <source>split_dataset needs an array, a list of arrays of one length, or a data set. Received: {given!r:.80}.</source>
            <translation>split_dataset 需要数组、等长数组的列表或数据集。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>split_dataset needs left_size or right_size.</source>
            <translation>split_dataset 需要 left_size 或 right_size。</translation>
        </message>
        <message>
            <source>split_dataset: data is split here by NumPy alone, without {given!r:.40}. Leave preferred_backend out.</source>
            <translation>split_dataset：这里只用 NumPy 拆分数据，不用 {given!r:.40}。请不要给 preferred_backend。</translation>
        </message>
        <message>
            <source>split_dataset: left_size and right_size ask for {asked} samples, and there are {total}.</source>
            <translation>split_dataset：left_size 和 right_size 共要 {asked} 个样本，而只有 {total} 个。</translation>
        </message>
        <message>
            <source>split_dataset: of {total} samples one part would have none. Give it a larger share.</source>
            <translation>split_dataset：{total} 个样本中有一部分会一个也分不到。请给它更大的份额。</translation>
        </message>
        <message>
            <source>split_dataset: the arrays must have as many rows each. Received: {rows}.</source>
            <translation>split_dataset：各数组的行数必须相同。收到的是：{rows}。</translation>
        </message>
        <message>
            <source>split_dataset: there are no samples to divide.</source>
            <translation>split_dataset：没有可拆分的样本。</translation>
        </message>
        <message>
            <source>split_dataset: {name} must be a whole number from 1 to {most}, or a share between 0 and 1. Received: {given!r:.40}.</source>
            <translation>split_dataset：{name} 必须是 1 到 {most} 的整数，或 0 与 1 之间的份额。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>squeeze takes axes of size 1 away. Received: {shape} and axis {axis}.</source>
            <translation>squeeze 去掉大小为 1 的轴。收到：{shape} 和轴 {axis}。</translation>
        </message>
        <message>
            <source>standard deviation of what is added</source>
            <translation>所加随机数的标准差</translation>
        </message>
        <message>
            <source>start by remembering: the forget gate's bias starts at 1</source>
            <translation>从记住开始：遗忘门的偏置初始为 1</translation>
        </message>
        <message>
            <source>step of the filter</source>
            <translation>滤波器的步幅</translation>
        </message>
        <message>
            <source>step of the window; as large as the window if not set</source>
            <translation>窗口的步幅；未设置则与窗口一样大</translation>
        </message>
        <message>
            <source>step size</source>
            <translation>步长</translation>
        </message>
        <message>
            <source>step size at the end</source>
            <translation>结束时的步长</translation>
        </message>
        <message>
            <source>step size at the start</source>
            <translation>开始时的步长</translation>
        </message>
        <message>
            <source>step size that is risen to first</source>
            <translation>先上升到的步长</translation>
        </message>
        <message>
            <source>steps added before and after</source>
            <translation>前后各补上的步数</translation>
        </message>
        <message>
            <source>steps added to the output</source>
            <translation>输出中增加的步数</translation>
        </message>
        <message>
            <source>steps cut off before and after</source>
            <translation>前后各切掉的步数</translation>
        </message>
        <message>
            <source>steps in which the rate rises</source>
            <translation>学习率上升的步数</translation>
        </message>
        <message>
            <source>steps of that rise</source>
            <translation>上升所用的步数</translation>
        </message>
        <message>
            <source>steps of the first wave</source>
            <translation>第一个波的步数</translation>
        </message>
        <message>
            <source>steps of the output</source>
            <translation>输出的步数</translation>
        </message>
        <message>
            <source>steps of the window</source>
            <translation>窗口的步数</translation>
        </message>
        <message>
            <source>steps that are masked can't be told there</source>
            <translation>ONNX 无法表达被遮蔽的步</translation>
        </message>
        <message>
            <source>steps that each filter sees</source>
            <translation>每个滤波器覆盖的步数</translation>
        </message>
        <message>
            <source>steps until the end</source>
            <translation>到结束为止的步数</translation>
        </message>
        <message>
            <source>steps until the factor is reached</source>
            <translation>达到该系数所需的步数</translation>
        </message>
        <message>
            <source>steps until the last step size</source>
            <translation>到最后步长为止的步数</translation>
        </message>
        <message>
            <source>summary: positions must be where the {n} columns end, as shares of the line that rise to 1. Received: {given!r:.80}.</source>
            <translation>summary:positions 必须是 {n} 列各自的结束位置,以行宽的比例给出,逐渐升到 1。收到:{given!r:.80}。</translation>
        </message>
        <message>
            <source>summary: print_fn must be a function. Received: {given!r:.80}.</source>
            <translation>summary：print_fn 必须是函数。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>tables of an Embedding go by Adam</source>
            <translation>Embedding 的表按 Adam 更新</translation>
        </message>
        <message>
            <source>take_along_axis needs indices of the shape of x but for the axis. Received: {x} and {indices}.</source>
            <translation>take_along_axis 的索引除该轴外必须与 x 形状相同。收到：{x} 和 {indices}。</translation>
        </message>
        <message>
            <source>tensordot: axes must be a number, or two lists of axes. Received: {given!r:.80}.</source>
            <translation>tensordot：axes 必须是一个数或两个轴的列表。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>tensordot: there are not as many axes. Received: {axes}.</source>
            <translation>tensordot：没有这么多轴。收到：{axes}。</translation>
        </message>
        <message>
            <source>test_split must be a share from 0 up to 1. Received: {given!r:.40}.</source>
            <translation>test_split 必须是 0 到 1（不含 1）的份额。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>texts</source>
            <translation>若干文本</translation>
        </message>
        <message>
            <source>the activation {name} has no counterpart there</source>
            <translation>激活函数 {name} 在 ONNX 中没有对应</translation>
        </message>
        <message>
            <source>the axes along which the steps lie; all between batch and features if left open</source>
            <translation>步所在的轴；留空则为批次与特征之间的所有轴</translation>
        </message>
        <message>
            <source>the axes in their new order, batch counted as 0; turned round without it</source>
            <translation>轴的新顺序，批次为 0；不填则倒过来</translation>
        </message>
        <message>
            <source>the axes of a weight along which its norm is taken: 0 for each unit of a Dense layer</source>
            <translation>取范数所沿的权重轴：0 对应 Dense 层的每个单元</translation>
        </message>
        <message>
            <source>the axes of each input by letters, and those of the result: ij,jk-&gt;ik</source>
            <translation>用字母表示每个输入的轴和结果的轴：ij,jk-&gt;ik</translation>
        </message>
        <message>
            <source>the axes that are moved, batch counted as 0</source>
            <translation>要移动的轴，批次为 0</translation>
        </message>
        <message>
            <source>the axes that are summed over, the batch being 0; none: all, so that the batch has one loss</source>
            <translation>求和所沿的轴，批次为 0；无：全部，整个批次只有一个损失</translation>
        </message>
        <message>
            <source>the axes that are turned round, batch counted as 0; all without it</source>
            <translation>倒过来的轴，批次为 0；不填则全部</translation>
        </message>
        <message>
            <source>the axes that become one number, batch counted as 0</source>
            <translation>合并为一个数的轴，批次计为 0</translation>
        </message>
        <message>
            <source>the axes that become one number, batch counted as 0; all without it</source>
            <translation>变成一个数的轴，批次为 0；不填则全部</translation>
        </message>
        <message>
            <source>the axes whose moments are taken, batch counted as 0</source>
            <translation>计算矩的轴，批次计为 0</translation>
        </message>
        <message>
            <source>the axes whose places each have a mean and variance of their own, none for one of all; the batch is axis 0</source>
            <translation>这些轴上的每个位置各有自己的均值和方差，留空则全部共用一个；批次是第 0 轴</translation>
        </message>
        <message>
            <source>the axes whose product is the number of inputs</source>
            <translation>其乘积为输入数的轴</translation>
        </message>
        <message>
            <source>the axes whose product is the number of outputs</source>
            <translation>其乘积为输出数的轴</translation>
        </message>
        <message>
            <source>the axes whose squares are taken, batch counted as 0</source>
            <translation>计算平方的轴，批次计为 0</translation>
        </message>
        <message>
            <source>the axis along which it goes, batch counted as 0</source>
            <translation>沿哪个轴计算，批次为 0</translation>
        </message>
        <message>
            <source>the axis along which it goes, batch counted as 0; all numbers in a row without it</source>
            <translation>沿哪个轴计算，批次为 0；不填则所有数排成一行</translation>
        </message>
        <message>
            <source>the axis along which it is cut, batch counted as 0</source>
            <translation>沿哪个轴切开，批次为 0</translation>
        </message>
        <message>
            <source>the axis along which it is taken apart, batch counted as 0</source>
            <translation>沿哪个轴拆开，批次为 0</translation>
        </message>
        <message>
            <source>the axis along which they are joined, batch counted as 0</source>
            <translation>拼接所沿的轴，批为第 0 轴</translation>
        </message>
        <message>
            <source>the axis along which they lie, batch counted as 0</source>
            <translation>各点所在的轴，批次计为 0</translation>
        </message>
        <message>
            <source>the axis of each input along which to multiply; the batch is axis 0</source>
            <translation>每个输入沿哪个轴相乘；批次是第 0 轴</translation>
        </message>
        <message>
            <source>the axis of the channels, batch counted as 0</source>
            <translation>通道所在的轴，批次为第 0 轴</translation>
        </message>
        <message>
            <source>the axis of the classes</source>
            <translation>类别所在的轴</translation>
        </message>
        <message>
            <source>the axis of the vectors of the first input, batch counted as 0</source>
            <translation>第一个输入的向量所在的轴，批次计为 0</translation>
        </message>
        <message>
            <source>the axis of the vectors of the result</source>
            <translation>结果的向量所在的轴</translation>
        </message>
        <message>
            <source>the axis of the vectors of the second input</source>
            <translation>第二个输入的向量所在的轴</translation>
        </message>
        <message>
            <source>the axis of the vectors, batch counted as 0</source>
            <translation>向量所在的轴，批次计为 0</translation>
        </message>
        <message>
            <source>the axis or axes along which the squares add up to 1, batch counted as 0</source>
            <translation>平方和变为 1 的一个或多个轴，批次为第 0 轴</translation>
        </message>
        <message>
            <source>the axis or axes that are brought to mean 0 and variance 1, batch counted as 0</source>
            <translation>变为均值 0、方差 1 的一个或多个轴，批次为第 0 轴</translation>
        </message>
        <message>
            <source>the axis or axes whose mean square becomes 1: the last ones</source>
            <translation>均方变为 1 的一个或多个轴：最后几个轴</translation>
        </message>
        <message>
            <source>the axis that is meant, counted with the batch as 0</source>
            <translation>所指的轴，批次轴算作 0</translation>
        </message>
        <message>
            <source>the axis, or axes, along which they add up to 1; the batch is axis 0</source>
            <translation>沿哪个轴（或哪些轴）和为 1；批次是第 0 轴</translation>
        </message>
        <message>
            <source>the bounds between bins, from the smallest on</source>
            <translation>区间之间的边界，从小到大</translation>
        </message>
        <message>
            <source>the bounds, in place of the second input</source>
            <translation>区间边界，代替第二个输入</translation>
        </message>
        <message>
            <source>the checksum of {name!r:.60} is wrong</source>
            <translation>{name!r:.60} 的校验和有误</translation>
        </message>
        <message>
            <source>the file ends there</source>
            <translation>文件到此结束</translation>
        </message>
        <message>
            <source>the highest frequency; none: half the sampling rate</source>
            <translation>最高频率；不填则为采样率的一半</translation>
        </message>
        <message>
            <source>the interpolation {name} has no counterpart there</source>
            <translation>插值方式 {name} 在 ONNX 中没有对应</translation>
        </message>
        <message>
            <source>the key in the history; empty for Keras' own name</source>
            <translation>历史记录中的键；留空则用 Keras 的名称</translation>
        </message>
        <message>
            <source>the largest first; it is so in any case</source>
            <translation>最大的在先；总是如此</translation>
        </message>
        <message>
            <source>the largest norm</source>
            <translation>最大范数</translation>
        </message>
        <message>
            <source>the largest number</source>
            <translation>最大数</translation>
        </message>
        <message>
            <source>the largest number there may be</source>
            <translation>允许的最大数</translation>
        </message>
        <message>
            <source>the largest output; none where it is empty</source>
            <translation>输出的最大值；留空则没有上限</translation>
        </message>
        <message>
            <source>the largest step relative to the mean</source>
            <translation>相对于均值的最大步长</translation>
        </message>
        <message>
            <source>the last output and memory as further outputs</source>
            <translation>将最后的输出和记忆作为额外输出</translation>
        </message>
        <message>
            <source>the last output as a further output</source>
            <translation>把最后的输出作为另一个输出</translation>
        </message>
        <message>
            <source>the last states as further outputs</source>
            <translation>把最后的状态作为另外的输出</translation>
        </message>
        <message>
            <source>the last step of each stretch but the last</source>
            <translation>除最后一段外各段的最后一步</translation>
        </message>
        <message>
            <source>the layer with the kernel</source>
            <translation>带有 kernel 的层</translation>
        </message>
        <message>
            <source>the layers in their order</source>
            <translation>按顺序排列的层</translation>
        </message>
        <message>
            <source>the least size that a weight counts with</source>
            <translation>权重计入的最小尺度</translation>
        </message>
        <message>
            <source>the list; none to find it in data</source>
            <translation>列表；留空则从数据中求得</translation>
        </message>
        <message>
            <source>the lowest frequency, in hertz</source>
            <translation>最低频率（赫兹）</translation>
        </message>
        <message>
            <source>the mean, in place of the second input</source>
            <translation>均值，代替第二个输入</translation>
        </message>
        <message>
            <source>the mean, where it is known; none to find it in data</source>
            <translation>已知时的均值；留空则从数据中求得</translation>
        </message>
        <message>
            <source>the mean; of uniform numbers the lowest</source>
            <translation>均值；对均匀分布为最小值</translation>
        </message>
        <message>
            <source>the measure of their length: 1, 2, another power, inf</source>
            <translation>长度的度量：1、2、其他幂或 inf</translation>
        </message>
        <message>
            <source>the measure: 1, 2, another power, inf or -inf; 2 without it</source>
            <translation>度量：1、2、其他次幂、inf 或 -inf；不填为 2</translation>
        </message>
        <message>
            <source>the middle of the numbers</source>
            <translation>数的中心</translation>
        </message>
        <message>
            <source>the model has no {path:.100}</source>
            <translation>模型中没有 {path:.100}</translation>
        </message>
        <message>
            <source>the momentum of the statistics that correct</source>
            <translation>用于修正的统计量的动量</translation>
        </message>
        <message>
            <source>the name of an activation</source>
            <translation>激活函数的名称</translation>
        </message>
        <message>
            <source>the number</source>
            <translation>这个数</translation>
        </message>
        <message>
            <source>the number after the last epoch, which is what the weights give, or that of the best epoch</source>
            <translation>最后一个轮次之后的数值（即权重给出的），或最佳轮次的数值</translation>
        </message>
        <message>
            <source>the number of each row, in place of the second input</source>
            <translation>每行的编号，代替第二个输入</translation>
        </message>
        <message>
            <source>the number outside the image</source>
            <translation>图像之外的数</translation>
        </message>
        <message>
            <source>the number outside, where fill_mode is constant</source>
            <translation>fill_mode 为 constant 时外面的数</translation>
        </message>
        <message>
            <source>the number put there; random ones if not set</source>
            <translation>填入的数；未设置时为随机数</translation>
        </message>
        <message>
            <source>the number that is padding and gets place 0</source>
            <translation>作为填充、占位置 0 的数</translation>
        </message>
        <message>
            <source>the number that is put at the sides</source>
            <translation>补在两侧的数</translation>
        </message>
        <message>
            <source>the number that is put there; 0 without it</source>
            <translation>放上的数；不填则为 0</translation>
        </message>
        <message>
            <source>the number that says which training is best, by its name in the history</source>
            <translation>决定哪次训练最好的数值，用历史记录中的名称</translation>
        </message>
        <message>
            <source>the numbers in their order, in place of the first input</source>
            <translation>已排序的数，代替第一个输入</translation>
        </message>
        <message>
            <source>the numbers, as lists in lists</source>
            <translation>这些数，写成嵌套的列表</translation>
        </message>
        <message>
            <source>the other axis</source>
            <translation>另一个轴</translation>
        </message>
        <message>
            <source>the other way round: from mean 0 and variance 1 to those of the data</source>
            <translation>反过来：从均值 0、方差 1 变回数据的均值和方差</translation>
        </message>
        <message>
            <source>the other way round: from places to numbers</source>
            <translation>反过来：从位置到数</translation>
        </message>
        <message>
            <source>the output of every step rather than of the last</source>
            <translation>输出每一步，而不只是最后一步</translation>
        </message>
        <message>
            <source>the output's letters that have a bias each, such as d; empty for none</source>
            <translation>输出中带偏置的字母，例如 d；留空则没有</translation>
        </message>
        <message>
            <source>the power of 0 decibels</source>
            <translation>0 分贝对应的功率</translation>
        </message>
        <message>
            <source>the query opens and shuts what the heads give</source>
            <translation>查询打开或关闭各头给出的结果</translation>
        </message>
        <message>
            <source>the rate falls with the root of the steps</source>
            <translation>学习率随步数的平方根下降</translation>
        </message>
        <message>
            <source>the real or the imaginary part</source>
            <translation>实部或虚部</translation>
        </message>
        <message>
            <source>the result has so many times the channels within</source>
            <translation>结果的通道数是内部通道数的几倍</translation>
        </message>
        <message>
            <source>the rows and columns of a block</source>
            <translation>每块的行数和列数</translation>
        </message>
        <message>
            <source>the same as the height if not set</source>
            <translation>未设置时与高度相同</translation>
        </message>
        <message>
            <source>the same numbers for every batch</source>
            <translation>每个批次使用相同的数</translation>
        </message>
        <message>
            <source>the same seed chooses the same values, where one training follows the other</source>
            <translation>训练逐次进行时，相同的种子选出相同的值</translation>
        </message>
        <message>
            <source>the same seed draws the same numbers</source>
            <translation>相同的种子产生相同的随机数</translation>
        </message>
        <message>
            <source>the same seed gives the same result; none: a new one each time</source>
            <translation>相同的种子给出相同的结果；无：每次都不同</translation>
        </message>
        <message>
            <source>the share of images that are changed</source>
            <translation>被改变的图像所占的比例</translation>
        </message>
        <message>
            <source>the share that lies below, or several</source>
            <translation>位于其下的比例，可以有多个</translation>
        </message>
        <message>
            <source>the size of a window: rows, columns and so on, or one number for all</source>
            <translation>窗口大小：行、列等，或统一一个数</translation>
        </message>
        <message>
            <source>the size of the axis; it is known without it</source>
            <translation>轴的大小；不填也知道</translation>
        </message>
        <message>
            <source>the size of the result: rows, columns and so on, or one number for all</source>
            <translation>结果大小：行、列等，或统一一个数</translation>
        </message>
        <message>
            <source>the sizes of the weight</source>
            <translation>权重的各维大小</translation>
        </message>
        <message>
            <source>the sizes, None for the number of samples</source>
            <translation>各轴大小，None 表示样本数</translation>
        </message>
        <message>
            <source>the sizes, batch included</source>
            <translation>大小，包括批次</translation>
        </message>
        <message>
            <source>the sizes, batch included; one may be -1: whatever fits</source>
            <translation>大小，包括批次；其中一个可以是 -1：自动取合适的值</translation>
        </message>
        <message>
            <source>the smallest and the largest number that a colour can be</source>
            <translation>颜色的最小值和最大值</translation>
        </message>
        <message>
            <source>the smallest length they are divided by; 1e-7 without it</source>
            <translation>除数的最小长度；不填则为 1e-7</translation>
        </message>
        <message>
            <source>the smallest norm</source>
            <translation>最小范数</translation>
        </message>
        <message>
            <source>the smallest number</source>
            <translation>最小数</translation>
        </message>
        <message>
            <source>the smallest number there may be</source>
            <translation>允许的最小数</translation>
        </message>
        <message>
            <source>the standard deviation; of uniform numbers the highest</source>
            <translation>标准差；对均匀分布为最大值</translation>
        </message>
        <message>
            <source>the step size of each stretch</source>
            <translation>各段的步长</translation>
        </message>
        <message>
            <source>the strength of the changes</source>
            <translation>改变的强度</translation>
        </message>
        <message>
            <source>the sweep</source>
            <translation>扫描计划</translation>
        </message>
        <message>
            <source>the text that is padding and gets place 0</source>
            <translation>作为填充、占位置 0 的文本</translation>
        </message>
        <message>
            <source>the training plan</source>
            <translation>训练计划</translation>
        </message>
        <message>
            <source>the two axes it is turned between, batch counted as 0</source>
            <translation>在哪两个轴之间旋转，批次计为 0</translation>
        </message>
        <message>
            <source>the type of its numbers</source>
            <translation>数值的类型</translation>
        </message>
        <message>
            <source>the type of the result</source>
            <translation>结果的类型</translation>
        </message>
        <message>
            <source>the type of the result; that of the input without it</source>
            <translation>结果的类型；不填则与输入相同</translation>
        </message>
        <message>
            <source>the type of the way back</source>
            <translation>反向计算的类型</translation>
        </message>
        <message>
            <source>the variance, in place of the third input</source>
            <translation>方差，代替第三个输入</translation>
        </message>
        <message>
            <source>the variance, times the number of inputs or outputs</source>
            <translation>方差乘以输入数或输出数</translation>
        </message>
        <message>
            <source>the variance, where it is known; none to find it in data</source>
            <translation>已知时的方差；留空则从数据中求得</translation>
        </message>
        <message>
            <source>the way back uses the same table</source>
            <translation>反向时使用同一张表</translation>
        </message>
        <message>
            <source>the weight of all classes, or one for each</source>
            <translation>所有类别的权重，或每类一个</translation>
        </message>
        <message>
            <source>the weight of ones, where classes are balanced</source>
            <translation>类别平衡时 1 的权重</translation>
        </message>
        <message>
            <source>the weight of what is predicted and not true</source>
            <translation>预测了但不真实的部分的权重</translation>
        </message>
        <message>
            <source>the weight of what is true and not predicted</source>
            <translation>真实但未预测的部分的权重</translation>
        </message>
        <message>
            <source>the window goes on behind its end, not back to its beginning</source>
            <translation>窗在末端之后继续，而不是回到起点</translation>
        </message>
        <message>
            <source>there is more behind its end</source>
            <translation>结尾之后还有内容</translation>
        </message>
        <message>
            <source>this form of it has no counterpart there</source>
            <translation>它的这种形式在 ONNX 中没有对应</translation>
        </message>
        <message>
            <source>this form of the operator is not read here</source>
            <translation>这里不读取此算子的这种形式</translation>
        </message>
        <message>
            <source>this kind has no counterpart there</source>
            <translation>这种层在 ONNX 中没有对应</translation>
        </message>
        <message>
            <source>this loss's share of the total</source>
            <translation>此损失在总损失中的份额</translation>
        </message>
        <message>
            <source>this operator is not read here</source>
            <translation>这里不读取此算子</translation>
        </message>
        <message>
            <source>to_categorical: num_classes must be a whole number from 1, or None. Received: {given!r:.40}.</source>
            <translation>to_categorical：num_classes 必须是从 1 起的整数或 None。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>top_k: {k} are more than there are. Received: {shape}.</source>
            <translation>top_k：{k} 多于现有的数。收到：{shape}。</translation>
        </message>
        <message>
            <source>trainings at once, each in a process of its own</source>
            <translation>同时进行的训练数，各在自己的进程中</translation>
        </message>
        <message>
            <source>trainings in all</source>
            <translation>训练总数</translation>
        </message>
        <message>
            <source>transpose needs all {n} axes in their new order. Received: {axes}.</source>
            <translation>transpose 需要所有 {n} 个轴的新顺序。收到：{axes}。</translation>
        </message>
        <message>
            <source>two numbers that make the sharing out another one</source>
            <translation>使分配方式改变的两个数</translation>
        </message>
        <message>
            <source>uniform: minval can't be above maxval. Received: {low} and {high}.</source>
            <translation>uniform：minval 不能大于 maxval。收到的是：{low} 和 {high}。</translation>
        </message>
        <message>
            <source>unique: numbers are always sorted here, and as many as there are: leave size and fill_value out.</source>
            <translation>unique：此处的数总是排序的，有多少给多少：请不要给 size 和 fill_value。</translation>
        </message>
        <message>
            <source>unstack: {n} is not the size of axis {axis} of {shape}.</source>
            <translation>unstack：{n} 不是 {shape} 的轴 {axis} 的大小。</translation>
        </message>
        <message>
            <source>up to which numbers become 0</source>
            <translation>多大以内的数变为 0</translation>
        </message>
        <message>
            <source>valid: only whole windows; same: the input is padded, so that strides of 1 keep its size</source>
            <translation>valid：只取完整窗口；same：对输入补齐，步长为 1 时尺寸不变</translation>
        </message>
        <message>
            <source>validation_data must be (x, y) or (x, y, sample_weight). Received: {given}.</source>
            <translation>validation_data 必须是 (x, y) 或 (x, y, sample_weight)。收到：{given}。</translation>
        </message>
        <message>
            <source>validation_data: {error}</source>
            <translation>validation_data:{error}</translation>
        </message>
        <message>
            <source>vander: N is needed where the size is not known.</source>
            <translation>vander：大小未知时需要 N。</translation>
        </message>
        <message>
            <source>watched, not trained on</source>
            <translation>仅观察，不参与训练</translation>
        </message>
        <message>
            <source>weigh ones by alpha and zeros by 1 − alpha</source>
            <translation>1 按 alpha 加权，0 按 1 − alpha 加权</translation>
        </message>
        <message>
            <source>weights whose path has one of these patterns go by Adam</source>
            <translation>路径含这些模式之一的权重按 Adam 更新</translation>
        </message>
        <message>
            <source>what all numbers are multiplied by</source>
            <translation>所有数的乘数</translation>
        </message>
        <message>
            <source>what every number is</source>
            <translation>每个数的值</translation>
        </message>
        <message>
            <source>what every number is multiplied by; a list has one for each place of the last axis</source>
            <translation>每个数乘以什么；列表则对应最后一轴的每个位置</translation>
        </message>
        <message>
            <source>what holds it back after each step</source>
            <translation>每一步之后对它的约束</translation>
        </message>
        <message>
            <source>what invert gives for the place of unknown numbers</source>
            <translation>反向时未知数的位置给出什么</translation>
        </message>
        <message>
            <source>what is added then</source>
            <translation>之后加上什么</translation>
        </message>
        <message>
            <source>what is added to the mean; 1e-7 without it</source>
            <translation>加到均值上的数；不填则为 1e-7</translation>
        </message>
        <message>
            <source>what is added to the scores, in place of the fourth input</source>
            <translation>加到得分上的数，代替第四个输入</translation>
        </message>
        <message>
            <source>what is added to the variance</source>
            <translation>加到方差上的数</translation>
        </message>
        <message>
            <source>what is added to the variance; 1e-7 without it</source>
            <translation>加到方差上的数；不填则为 1e-7</translation>
        </message>
        <message>
            <source>what is added, in place of the fourth input</source>
            <translation>所加的数，代替第四个输入</translation>
        </message>
        <message>
            <source>what is added, in place of the third input</source>
            <translation>所加的数，代替第三个输入</translation>
        </message>
        <message>
            <source>what is done at each step</source>
            <translation>每一步所做的处理</translation>
        </message>
        <message>
            <source>what is done to texts before: small letters, no punctuation</source>
            <translation>之前如何处理文本：小写、去标点</translation>
        </message>
        <message>
            <source>what is done with each step</source>
            <translation>对每一步所做的处理</translation>
        </message>
        <message>
            <source>what is given for each frequency</source>
            <translation>每个频率给出什么</translation>
        </message>
        <message>
            <source>what is multiplied by, in place of the fifth input</source>
            <translation>所乘的数，代替第五个输入</translation>
        </message>
        <message>
            <source>what is multiplied by, in place of the second input</source>
            <translation>所乘的数，代替第二个输入</translation>
        </message>
        <message>
            <source>what is put there</source>
            <translation>放什么</translation>
        </message>
        <message>
            <source>what is summed up is times numbers that are learned</source>
            <translation>求和的各项乘以学习得到的数</translation>
        </message>
        <message>
            <source>what is taken between two numbers</source>
            <translation>两个数之间取什么</translation>
        </message>
        <message>
            <source>what is tried</source>
            <translation>尝试什么</translation>
        </message>
        <message>
            <source>what it begins with</source>
            <translation>它的初始值</translation>
        </message>
        <message>
            <source>what lies outside the image: its mirror image (mirror: without its edge twice), the other side again, one number, or the edge</source>
            <translation>图像之外是什么：镜像（mirror：边缘不重复）、从另一侧重新开始、一个数值，或边缘值</translation>
        </message>
        <message>
            <source>what lies outside the image: its mirror image, the other side again, one number, or the edge</source>
            <translation>图像之外是什么：镜像、再从另一侧开始、同一个数，或边缘</translation>
        </message>
        <message>
            <source>what numbers below 0 are multiplied by</source>
            <translation>小于 0 的数所乘的系数</translation>
        </message>
        <message>
            <source>what numbers far below 0 go to, with the other sign</source>
            <translation>远小于 0 的数所趋向的值，符号相反</translation>
        </message>
        <message>
            <source>what padding consists of</source>
            <translation>填充由什么数构成</translation>
        </message>
        <message>
            <source>what reads it from its end, where that is no twin; what it returns is up to the forward layer</source>
            <translation>从尾读序列的层（若与前向层不同）；它返回什么由前向层决定</translation>
        </message>
        <message>
            <source>what reads the sequence from its beginning</source>
            <translation>从头读序列的层</translation>
        </message>
        <message>
            <source>what scores are kept below, softly</source>
            <translation>得分的软上限</translation>
        </message>
        <message>
            <source>what scores are multiplied by; 1 / √d without it</source>
            <translation>得分所乘的数；不填则为 1 / √d</translation>
        </message>
        <message>
            <source>what share of the image is covered</source>
            <translation>图像被遮盖的比例</translation>
        </message>
        <message>
            <source>what stands between the brackets, the batch first: `:, 0` or `..., 1:`</source>
            <translation>方括号里的内容，批次在先：`:, 0` 或 `..., 1:`</translation>
        </message>
        <message>
            <source>what stands for unknown texts in a list</source>
            <translation>列表中代表未知文本的标记</translation>
        </message>
        <message>
            <source>what stands in place of what is no number</source>
            <translation>代替非数的数</translation>
        </message>
        <message>
            <source>what stands in place of −∞; the smallest number without it</source>
            <translation>代替 −∞ 的数；不填则为最小的数</translation>
        </message>
        <message>
            <source>what stands in place of ∞; the largest number without it</source>
            <translation>代替 ∞ 的数；不填则为最大的数</translation>
        </message>
        <message>
            <source>what the alpha is held to after each step</source>
            <translation>每步之后对alpha（斜率）的约束</translation>
        </message>
        <message>
            <source>what the batch's loss is: the mean, also by the sum of the weights, or the sum; none, in training: the mean</source>
            <translation>批次损失的算法：平均（也可除以权重之和）或求和；无：训练时取平均</translation>
        </message>
        <message>
            <source>what the beta is held to after each step</source>
            <translation>每步之后对beta（平移）的约束</translation>
        </message>
        <message>
            <source>what the bias is held to after each step</source>
            <translation>每步之后对偏置的约束</translation>
        </message>
        <message>
            <source>what the depthwise is held to after each step</source>
            <translation>每步之后对逐深度核的约束</translation>
        </message>
        <message>
            <source>what the embeddings is held to after each step</source>
            <translation>每步之后对嵌入的约束</translation>
        </message>
        <message>
            <source>what the gamma is held to after each step</source>
            <translation>每步之后对gamma（缩放）的约束</translation>
        </message>
        <message>
            <source>what the kernel is held to after each step</source>
            <translation>每步之后对核的约束</translation>
        </message>
        <message>
            <source>what the others become</source>
            <translation>其余的数变成什么</translation>
        </message>
        <message>
            <source>what the output comes close to far below 0, with a minus</source>
            <translation>远低于 0 时输出趋近的值（取负）</translation>
        </message>
        <message>
            <source>what the pointwise is held to after each step</source>
            <translation>每步之后对逐点核的约束</translation>
        </message>
        <message>
            <source>what the recurrent is held to after each step</source>
            <translation>每步之后对循环核的约束</translation>
        </message>
        <message>
            <source>what the sums of squares begin with</source>
            <translation>平方和的初始值</translation>
        </message>
        <message>
            <source>what the window is divided by</source>
            <translation>窗除以什么</translation>
        </message>
        <message>
            <source>what they are drawn from</source>
            <translation>抽取所用的种子</translation>
        </message>
        <message>
            <source>what watches the training: ends it in time, keeps the best weights, writes tables</source>
            <translation>监视训练：及时结束、保留最好的权重、写出表格</translation>
        </message>
        <message>
            <source>where axes of size 1 are put, counted in the result</source>
            <translation>在哪里加上大小为 1 的轴，按结果计数</translation>
        </message>
        <message>
            <source>where channels stand</source>
            <translation>通道的位置</translation>
        </message>
        <message>
            <source>where equal ones go</source>
            <translation>相等的数放在哪一侧</translation>
        </message>
        <message>
            <source>where texts are cut</source>
            <translation>在哪里切分文本</translation>
        </message>
        <message>
            <source>where the axis of the classes goes</source>
            <translation>类别的轴放在哪里</translation>
        </message>
        <message>
            <source>where the channels stand: last, or right after the batch</source>
            <translation>通道所在位置：最后，或紧跟批次之后</translation>
        </message>
        <message>
            <source>where the points lie; dx apart without it</source>
            <translation>各点的位置；不填则相隔 dx</translation>
        </message>
        <message>
            <source>where they go</source>
            <translation>移到哪里</translation>
        </message>
        <message>
            <source>whether a bias is added</source>
            <translation>是否加上偏置</translation>
        </message>
        <message>
            <source>whether a counts below its diagonal; above it without</source>
            <translation>a 是否取对角线下方；否则取上方</translation>
        </message>
        <message>
            <source>whether each step looks at none behind it</source>
            <translation>每步是否不看后面的步</translation>
        </message>
        <message>
            <source>whether loudness is given in decibels</source>
            <translation>响度是否以分贝表示</translation>
        </message>
        <message>
            <source>whether no number comes twice; it is no matter here</source>
            <translation>是否没有重复的数；此处无关紧要</translation>
        </message>
        <message>
            <source>whether the axes stay, with the size 1</source>
            <translation>是否保留这些轴，大小为 1</translation>
        </message>
        <message>
            <source>whether the borders are filled up</source>
            <translation>是否填充边缘</translation>
        </message>
        <message>
            <source>whether the numbers rise; it is no matter here</source>
            <translation>编号是否递增；此处无关紧要</translation>
        </message>
        <message>
            <source>whether the predictions have no softmax or sigmoid yet</source>
            <translation>预测是否尚未经过 softmax 或 sigmoid</translation>
        </message>
        <message>
            <source>whether the smallest power comes first</source>
            <translation>是否最小的幂在前</translation>
        </message>
        <message>
            <source>whether those are meant that are not among them</source>
            <translation>是否取不在其中的</translation>
        </message>
        <message>
            <source>whether training changes it</source>
            <translation>训练是否改变它</translation>
        </message>
        <message>
            <source>whether two that are no numbers are alike</source>
            <translation>两个非数是否视为相同</translation>
        </message>
        <message>
            <source>which axis of the input comes where; 1 is the first after the batch</source>
            <translation>输入的哪个轴放在哪里；1 是批次之后的第一个轴</translation>
        </message>
        <message>
            <source>which diagonal it ends with: above the main one, or below where it is negative</source>
            <translation>以哪条对角线为界：主对角线之上，负数则在其下</translation>
        </message>
        <message>
            <source>which ones, in place of the second input</source>
            <translation>取哪些，代替第二个输入</translation>
        </message>
        <message>
            <source>which samples are kept for validation: those at the end as Keras does, any, or as many of each class</source>
            <translation>哪些样本留作验证：如 Keras 那样取末尾的、随机取，或每个类别按比例取</translation>
        </message>
        <message>
            <source>which scores count, in place of the fifth input</source>
            <translation>哪些得分计入，代替第五个输入</translation>
        </message>
        <message>
            <source>which trainings are ended early: those worse than half of the others, by brackets, or none</source>
            <translation>哪些训练提前结束：比一半其他训练差的、按分组，或者都不</translation>
        </message>
        <message>
            <source>which vectors shall be orthogonal to each other</source>
            <translation>哪些向量应相互正交</translation>
        </message>
        <message>
            <source>whole numbers</source>
            <translation>若干整数</translation>
        </message>
        <message>
            <source>whole numbers in place of the first input</source>
            <translation>代替第一个输入的整数</translation>
        </message>
        <message>
            <source>whole numbers in place of the second input</source>
            <translation>代替第二个输入的整数</translation>
        </message>
        <message>
            <source>words of a text that are kept, filled up by 0</source>
            <translation>每段文本保留的词数，不足用 0 补齐</translation>
        </message>
        <message>
            <source>x + convolution(x): one filter learns what a picture lacks (generated data)</source>
            <translation>x + convolution(x)：一个滤波器学习图片所缺的内容（生成数据）</translation>
        </message>
        <message>
            <source>y has nothing for the output {name}, which has the loss {loss}. Give its targets, or compile the model with the loss None for it.</source>
            <translation>y 中没有输出 {name} 的目标,而它的损失是 {loss}。请给出其目标,或在编译时将它的损失设为 None。</translation>
        </message>
        <message>
            <source>{callback} can't know whether {name} is better when it is small or when it is large. Choose the mode min or max.</source>
            <translation>{callback} 无法判断 {name} 是越小越好还是越大越好。请选择模式 min 或 max。</translation>
        </message>
        <message>
            <source>{callback} can't set the learning rate: the schedule {schedule} does. Give the optimizer a number.</source>
            <translation>{callback} 不能设置学习率：它由调度 {schedule} 决定。请给优化器一个数。</translation>
        </message>
        <message>
            <source>{callback} waits {patience} epochs for a better number, but the training has only {epochs}: it will never act.</source>
            <translation>{callback} 要等 {patience} 轮才判断没有变好，但训练只有 {epochs} 轮：它永远不会起作用。</translation>
        </message>
        <message>
            <source>{callback} watches {name}, but no samples are kept for validation, so that there is no such number. There are: {known}.</source>
            <translation>{callback} 监视 {name}，但没有留出验证样本，因此没有这个数。现有：{known}。</translation>
        </message>
        <message>
            <source>{callback} watches {name}, which is several numbers and can't be judged. Watch another.</source>
            <translation>{callback} 监视 {name}，但它是多个数，无法比较好坏。请监视另一项。</translation>
        </message>
        <message>
            <source>{callback} watches {name}, which this training does not have. There are: {known}.</source>
            <translation>{callback} 监视 {name}，但本次训练没有这个数。现有：{known}。</translation>
        </message>
        <message>
            <source>{callback} watches {name}, which this training has not. It has: {known}.</source>
            <translation>{callback} 监视 {name}，但本次训练中没有它。现有：{known}。</translation>
        </message>
        <message>
            <source>{callback} would write to {path!r:.120}. In a project its {parameter} is a name in the folder of the run's results, without .. and without a drive.</source>
            <translation>{callback} 会写到 {path!r:.120}。在项目中，{parameter} 是运行结果文件夹里的名称，不能含 .. 或盘符。</translation>
        </message>
        <message>
            <source>{callback} would write to {path}, where a run keeps its own results. Give it another name.</source>
            <translation>{callback} 会写到 {path}，那里是运行自己的结果。请换个名称。</translation>
        </message>
        <message>
            <source>{columns} of {layer} holds names of files, such as {example}, which say nothing of what is in them.</source>
            <translation>{layer} 的 {columns} 是文件名，例如 {example}，它们不能说明文件的内容。</translation>
        </message>
        <message>
            <source>{columns} of {layer} holds whole texts, such as {example}: as categories nearly every row is one of its own. Take the step TextToWords, or leave them out.</source>
            <translation>{layer} 的 {columns} 是整段文本，例如 {example}：作为类别，几乎每行自成一类。请使用步骤 TextToWords，或将其去掉。</translation>
        </message>
        <message>
            <source>{columns} of {layer} only numbers the rows ({example}, …): what is learnt of it means nothing for other rows.</source>
            <translation>{layer} 的 {columns} 只是行的编号（{example}、…）：由此学到的东西对其他行没有意义。</translation>
        </message>
        <message>
            <source>{columns} of {layer} seems to hold countries by number, such as {example}: they are categories, whose size means nothing. List the column under text columns.</source>
            <translation>{layer} 的 {columns} 像是国家编号，例如 {example}：它们是类别，大小没有意义。请把该列列入文本列。</translation>
        </message>
        <message>
            <source>{columns} of {layer} seems to hold dates, such as {example}. Neither as categories nor as numbers do they tell month or weekday: take the step DateParts, or leave them out.</source>
            <translation>{layer} 的 {columns} 像是日期，例如 {example}。无论作为类别还是数字，它们都不能表示月份或星期：请使用步骤 DateParts，或将其去掉。</translation>
        </message>
        <message>
            <source>{columns} of {layer} seems to hold postcodes, such as {example}: they are categories, whose size means nothing, and many. Take the step HashBuckets, or leave them out.</source>
            <translation>{layer} 的 {columns} 像是邮政编码，例如 {example}：它们是类别，大小没有意义，而且数量很多。请使用步骤 HashBuckets，或将其去掉。</translation>
        </message>
        <message>
            <source>{columns} of {layer} seems to hold telephone numbers, such as {example}: nothing can be learnt of their size.</source>
            <translation>{layer} 的 {columns} 像是电话号码，例如 {example}：从其大小学不到任何东西。</translation>
        </message>
        <message>
            <source>{columns} of {layer} seems to identify the rows, such as {example}: nearly each has another, so nothing can be learnt of it that holds for other rows.</source>
            <translation>{layer} 的 {columns} 像是行的标识，例如 {example}：几乎每行都不同，因此学不到对其他行有效的东西。</translation>
        </message>
        <message>
            <source>{columns} of {layer}: one value in all {rows} rows ({example}), so nothing can be learnt of it.</source>
            <translation>{layer} 的 {columns}：全部 {rows} 行都是同一个值（{example}），因此学不到任何东西。</translation>
        </message>
        <message>
            <source>{column} of {layer} is a copy of {target}, which is to be learnt: the answer is given away.</source>
            <translation>{layer} 的 {column} 是要学习的 {target} 的副本：答案已经泄露。</translation>
        </message>
        <message>
            <source>{column} of {layer} tells {target}, which is to be learnt: each of its {count} values goes with one value there, and the reverse.</source>
            <translation>{layer} 的 {column} 泄露了要学习的 {target}：它的 {count} 个值与那里的值一一对应。</translation>
        </message>
        <message>
            <source>{count} areas of merged cells, the first in row {row}: only the cell at the top has the value, the others are empty.</source>
            <translation>有 {count} 处合并单元格，第一处在第 {row} 行：只有最上面的单元格有值，其余为空。</translation>
        </message>
        <message>
            <source>{count} cells hold a formula whose value is not stored; they count as missing. Open and save the workbook in a spreadsheet program.</source>
            <translation>有 {count} 个单元格的公式没有保存计算结果，按缺失处理。请在电子表格程序中打开并保存该工作簿。</translation>
        </message>
        <message>
            <source>{count} files are left out, such as {example}: {what} that are read end in {known}, and lie right in their folder.</source>
            <translation>有 {count} 个文件未读取，例如 {example}：可读取的 {what} 以 {known} 结尾，并直接位于其文件夹中。</translation>
        </message>
        <message>
            <source>{count} of {all} sounds are longer than {length} samples and are cut; the longest has {longest}.</source>
            <translation>{all} 段声音中有 {count} 段超过 {length} 个采样，已截断；最长的有 {longest} 个。</translation>
        </message>
        <message>
            <source>{count} of {classes} classes of {name} stand in one row only, so they are either learnt or judged by, never both: {names}.</source>
            <translation>{name} 的 {classes} 个类别中有 {count} 个只出现在一行中，因此它们要么用于学习，要么用于评判，不能两者兼有：{names}。</translation>
        </message>
        <message>
            <source>{count} pictures</source>
            <translation>{count} 张图片</translation>
        </message>
        <message>
            <source>{count} pictures can't be read and are left out: {names}.</source>
            <translation>有 {count} 张图片无法读取，已略去：{names}。</translation>
        </message>
        <message>
            <source>{count} pictures can't be read: {names}. {reason}</source>
            <translation>有 {count} 张图片无法读取：{names}。{reason}</translation>
        </message>
        <message>
            <source>{count} pictures can't be read: {names}. {reason} Or leave out what is damaged, by {remedy}.</source>
            <translation>有 {count} 张图片无法读取：{names}。{reason} 或用 {remedy} 略去损坏的文件。</translation>
        </message>
        <message>
            <source>{count} pictures in {folders} folders</source>
            <translation>{count} 张图片，分在 {folders} 个文件夹中</translation>
        </message>
        <message>
            <source>{count} pictures named by a table</source>
            <translation>由表格列出的 {count} 张图片</translation>
        </message>
        <message>
            <source>{count} pictures with a mask each</source>
            <translation>{count} 张图片，各带一个掩码</translation>
        </message>
        <message>
            <source>{count} rows are the same as an earlier one in all columns that are used (row {row} as row {first}, counted from 0). Where some are kept for validation, they judge what was learnt by heart.</source>
            <translation>有 {count} 行在所有使用的列中与之前的某行相同（第 {row} 行与第 {first} 行，从 0 数起）。如果其中一些留作验证，它们评判的只是背下来的内容。</translation>
        </message>
        <message>
            <source>{count} sounds in {folders} folders, {rate} samples a second</source>
            <translation>{count} 段声音，分在 {folders} 个文件夹中，每秒 {rate} 个采样</translation>
        </message>
        <message>
            <source>{count} texts in {folders} folders</source>
            <translation>{count} 篇文本，分在 {folders} 个文件夹中</translation>
        </message>
        <message>
            <source>{count} windows of {length} rows: {columns}</source>
            <translation>{count} 个窗口，每个 {length} 行：{columns}</translation>
        </message>
        <message>
            <source>{dataset}: {pairs}.</source>
            <translation>{dataset}:{pairs}。</translation>
        </message>
        <message>
            <source>{data} has no column {name} for an Input.</source>
            <translation>{data} 没有可作为输入的列 {name}。</translation>
        </message>
        <message>
            <source>{data} is read from files: choose them in the Data panel, then name a column here.</source>
            <translation>{data} 从文件读取：请在数据面板中选择文件，然后在这里写列名。</translation>
        </message>
        <message>
            <source>{file} holds no trained weights. Give them by --weights.</source>
            <translation>{file} 中没有训练好的权重。请用 --weights 给出。</translation>
        </message>
        <message>
            <source>{first} and {second} both write to {path!r:.120}: give one of them another name.</source>
            <translation>{first} 与 {second} 都写到 {path!r:.120}：请给其中一个换个名称。</translation>
        </message>
        <message>
            <source>{function} is applied before {name}, whose loss {loss} expects logits and applies a softmax itself.</source>
            <translation>{name} 之前应用了 {function}，但其损失 {loss} 需要 logits，并自行应用 softmax。</translation>
        </message>
        <message>
            <source>{function} is applied twice: by the layer before {name}, and by its loss through from_logits.</source>
            <translation>{function} 被应用两次：一次由 {name} 之前的层，一次由其损失通过 from_logits。</translation>
        </message>
        <message>
            <source>{given!r:.80} can't be written as a config: its class {name} has no get_config.</source>
            <translation>{given!r:.80} 不能写成配置：它的类 {name} 没有 get_config。</translation>
        </message>
        <message>
            <source>{image} has no mask of the same name in {masks}.</source>
            <translation>{image} 在 {masks} 中没有同名的掩码。</translation>
        </message>
        <message>
            <source>{image} has {size} pixels, its mask {other}. Both need the same size.</source>
            <translation>{image} 有 {size} 像素，其掩码为 {other}。两者大小须相同。</translation>
        </message>
        <message>
            <source>{key} must be true or false. Received: {value!r:.80}.</source>
            <translation>{key} 必须是 true 或 false。收到的是：{value!r:.80}。</translation>
        </message>
        <message>
            <source>{key}: a range is written as in 16..128:16, 0.0001..0.1:log, relu,tanh or [true, false]. Received: {text:.80}.</source>
            <translation>{key}：范围写作 16..128:16、0.0001..0.1:log、relu,tanh 或 [true, false]。收到的是：{text:.80}。</translation>
        </message>
        <message>
            <source>{kind} can't be called on symbolic tensors: it is not made of operations. Give it to compile, for an output of the model.</source>
            <translation>{kind} 不能用于符号张量：它不是由运算组成的。请把它交给 compile，用于模型的某个输出。</translation>
        </message>
        <message>
            <source>{kind} can't subtract yes from no. Received: inputs of dtype bool.</source>
            <translation>{kind} 不能对是与否做减法。收到的是 bool 类型的输入。</translation>
        </message>
        <message>
            <source>{kind} computes nothing.</source>
            <translation>{kind} 不进行计算。</translation>
        </message>
        <message>
            <source>{kind} computes with numbers, and is given texts. Put a StringLookup or a Hashing between.</source>
            <translation>{kind} 用数计算，却收到了文本。请在中间放一个 StringLookup 或 Hashing。</translation>
        </message>
        <message>
            <source>{kind} doesn't know its categories yet. Give it a vocabulary, or call adapt with data that has all.</source>
            <translation>{kind} 还不知道有哪些类别。请给出词表，或用包含所有类别的数据调用 adapt。</translation>
        </message>
        <message>
            <source>{kind} draws nothing.</source>
            <translation>{kind} 什么也不画。</translation>
        </message>
        <message>
            <source>{kind} expects a query and values of as many axes, three or more: (batch, steps, features), and a key for each value. Received: query {query}, value {value}, key {key}.</source>
            <translation>{kind} 需要轴数相同的查询和值，至少三个轴：（批次、步、特征），并且每个值有一个键。实际收到：查询 {query}，值 {value}，键 {key}。</translation>
        </message>
        <message>
            <source>{kind} expects colours, 3 channels. Received: {shape}.</source>
            <translation>{kind} 需要彩色图像，即 3 个通道。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} expects from {low} to {high} axes with the batch, the last of a known size. Received: {shape}.</source>
            <translation>{kind} 需要连同批次 {low} 到 {high} 个轴，且最后一个轴大小已知。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} expects logits of shape (batch, steps, classes), such as a Dense layer gives behind a recurrent one with return_sequences. Received: {shape}.</source>
            <translation>{kind} 需要形状为 (批次, 步数, 类别) 的 logits，例如 return_sequences 循环层之后的 Dense 层的输出。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} expects one vector for each sample, 2 axes with the batch. Received: {shape}. Put a Flatten or a pooling before.</source>
            <translation>{kind} 需要每个样本一个向量，连同批次共 2 个轴。收到：{shape}。请在前面放一个 Flatten 或池化层。</translation>
        </message>
        <message>
            <source>{kind} expects query, value and key of as many axes, three or more: (batch, steps, features). Received: {query}, {value}, {key}.</source>
            <translation>{kind} 需要轴数相同的查询、值和键，至少三个轴：（批次、步、特征）。实际收到：{query}、{value}、{key}。</translation>
        </message>
        <message>
            <source>{kind} expects {meaning}, {rank} axes with the batch. Received: {shape}.</source>
            <translation>{kind} 需要 {meaning}，含批共 {rank} 个轴。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} goes along one axis, or all of them.</source>
            <translation>{kind} 沿一个轴或所有轴计算。</translation>
        </message>
        <message>
            <source>{kind} halves its input along one axis, which must have an even size. Received: {shape} and axis {axis}.</source>
            <translation>{kind} 沿一个轴把输入分成两半，该轴的大小必须是偶数。收到：{shape} 和轴 {axis}。</translation>
        </message>
        <message>
            <source>{kind} has a {name} of its own, which is never called here: steps are compiled, and no functions of Python. Leave it out, and say what it does by a loss or metric of one's own, by add_loss within call, or by a Callback.</source>
            <translation>{kind} 有自己的 {name}，但这里从不调用它：训练步是编译好的，不是 Python 函数。请去掉它，改用自定义损失或指标、call 中的 add_loss 或 Callback 来表达。</translation>
        </message>
        <message>
            <source>{kind} has no input that a wire could lead to.</source>
            <translation>{kind} 没有连线可以通向的输入。</translation>
        </message>
        <message>
            <source>{kind} has no parameter {name:.80} in this version.</source>
            <translation>此版本的 {kind} 没有参数 {name:.80}。</translation>
        </message>
        <message>
            <source>{kind} has no parameter {name:.80} in this version. The closest is {better}.</source>
            <translation>在此版本中 {kind} 没有参数 {name:.80}。最接近的是 {better}。</translation>
        </message>
        <message>
            <source>{kind} has no parameter {name}.</source>
            <translation>{kind} 没有参数 {name}。</translation>
        </message>
        <message>
            <source>{kind} has no parameter {name}. It takes: {known}. Received: {name}={value!r:.80}.</source>
            <translation>{kind} 没有参数 {name}。可用的参数：{known}。收到：{name}={value!r:.80}。</translation>
        </message>
        <message>
            <source>{kind} has no parameter {name}. The closest is {better}.</source>
            <translation>{kind} 没有参数 {name}。最接近的是 {better}。</translation>
        </message>
        <message>
            <source>{kind} holds layers with one input. Received: {layer}.</source>
            <translation>{kind} 只能包含有一个输入的层。收到：{layer}。</translation>
        </message>
        <message>
            <source>{kind} holds layers with one result. Received: {layer}.</source>
            <translation>{kind} 只能包含有一个结果的层。收到：{layer}。</translation>
        </message>
        <message>
            <source>{kind} in reverse expects vectors of {n} numbers, its output_dim. Received: {shape}.</source>
            <translation>{kind} 反向调用时需要长度为 {n}（即 output_dim）的向量。实际收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} is for images. Received: {shape}.</source>
            <translation>{kind} 用于图像。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} is for whole numbers. Received: floats.</source>
            <translation>{kind} 用于整数。收到：浮点数。</translation>
        </message>
        <message>
            <source>{kind} is made of arguments that no config can hold. Give it a get_config of its own, which says how it is made again.</source>
            <translation>{kind} 的构造参数无法写入配置。请为它写一个自己的 get_config，说明如何重新构造它。</translation>
        </message>
        <message>
            <source>{kind} is not for {shape}.</source>
            <translation>{kind} 不适用于 {shape}。</translation>
        </message>
        <message>
            <source>{kind} joins along axis {axis}, so all other axes must be equal. Received: {first} as input 1 and {other} as input {number}.</source>
            <translation>{kind} 沿轴 {axis} 连接，因此其他轴必须相等。收到：输入 1 为 {first}，输入 {number} 为 {other}。</translation>
        </message>
        <message>
            <source>{kind} looks up {wanted}. Received: {dtype}.</source>
            <translation>{kind} 查找 {wanted}。收到的是 {dtype}。</translation>
        </message>
        <message>
            <source>{kind} makes one row of all categories of a sample, so it expects an axis besides the batch. Received: {shape}.</source>
            <translation>{kind} 把一个样本的所有类别变成一行，所以除批次外还需要一个轴。收到的是 {shape}。</translation>
        </message>
        <message>
            <source>{kind} mirrors {size} numbers at both ends, and the signal must be longer. Received: {shape}.</source>
            <translation>{kind} 会在两端各镜像 {size} 个数值，信号必须更长。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} needs a call of its own, which says what it computes.</source>
            <translation>{kind} 需要自己的 call，说明它计算什么。</translation>
        </message>
        <message>
            <source>{kind} needs a matrix, 2 axes. Received: shape {shape}.</source>
            <translation>{kind} 需要一个矩阵，即 2 个轴。收到的形状：{shape}。</translation>
        </message>
        <message>
            <source>{kind} needs a number for each of {n} rows. Received: {m}.</source>
            <translation>{kind} 需要 {n} 行各有一个编号。收到：{m}。</translation>
        </message>
        <message>
            <source>{kind} needs a value for {name}.</source>
            <translation>{kind} 需要 {name} 的值。</translation>
        </message>
        <message>
            <source>{kind} needs an axis here.</source>
            <translation>{kind} 在这里需要一个轴。</translation>
        </message>
        <message>
            <source>{kind} needs arrays with one row a sample, such as [[1.0], [2.0]]. Received: y_pred={given!r:.80}.</source>
            <translation>{kind} 需要每个样本一行的数组，例如 [[1.0], [2.0]]。收到：y_pred={given!r:.80}。</translation>
        </message>
        <message>
            <source>{kind} needs call(y_true, y_pred), the loss of each sample.</source>
            <translation>{kind} 需要 call(y_true, y_pred)，即每个样本的损失。</translation>
        </message>
        <message>
            <source>{kind} needs known sizes. Received: {shape}.</source>
            <translation>{kind} 需要已知的大小。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} needs matrices. Received: {shape}.</source>
            <translation>{kind} 需要矩阵。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} needs more memory than there is. Use fewer samples.</source>
            <translation>{kind} 需要的内存超过可用内存。请使用更少的样本。</translation>
        </message>
        <message>
            <source>{kind} needs num_segments between tensors.</source>
            <translation>{kind} 在张量之间需要 num_segments。</translation>
        </message>
        <message>
            <source>{kind} needs square matrices.</source>
            <translation>{kind} 需要方阵。</translation>
        </message>
        <message>
            <source>{kind} needs to know the {meaning} (axis {axis}). Received: {shape}.</source>
            <translation>{kind} 需要知道 {meaning}（第 {axis} 轴）。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} needs two axes of known size. Received: {shape}.</source>
            <translation>{kind} 需要两个大小已知的轴。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} needs update_state(y_true, y_pred) and result() of its own.</source>
            <translation>{kind} 需要自己的 update_state(y_true, y_pred) 和 result()。</translation>
        </message>
        <message>
            <source>{kind} needs {layer}, which there is not. Received: {shape}.</source>
            <translation>{kind} 需要 {layer}，而它并不存在。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind} needs {method} of its own.</source>
            <translation>{kind} 需要自己的 {method}。</translation>
        </message>
        <message>
            <source>{kind} reads texts, but the column holds numbers. List it under the text columns of the data set.</source>
            <translation>{kind} 读取文本，但该列是数字。请把它列入数据集的文本列。</translation>
        </message>
        <message>
            <source>{kind} reads the texts of a column. Put it before the other steps.</source>
            <translation>{kind} 读取列的文本。请把它放在其他步骤之前。</translation>
        </message>
        <message>
            <source>{kind} takes all its initial states or none: {n}. Received: {m}.</source>
            <translation>{kind} 的初始状态要么全给要么都不给：{n} 个。收到：{m} 个。</translation>
        </message>
        <message>
            <source>{kind} takes masks for inputs of three axes only. Received: {query}.</source>
            <translation>{kind} 只对三个轴的输入接受掩码。实际收到：{query}。</translation>
        </message>
        <message>
            <source>{kind} takes masks of steps, a causal mask and a window for inputs of three axes only. Received: {query}.</source>
            <translation>{kind} 只对三个轴的输入接受步掩码、因果掩码和窗口。实际收到：{query}。</translation>
        </message>
        <message>
            <source>{kind} takes no argument {args}.</source>
            <translation>{kind} 不接受参数 {args}。</translation>
        </message>
        <message>
            <source>{kind} takes no number. Received: {word}.</source>
            <translation>{kind} 不接受数字。收到：{word}。</translation>
        </message>
        <message>
            <source>{kind} takes these numbers: {names}. There is no place for {word}.</source>
            <translation>{kind} 接受这些数字：{names}。{word} 没有位置。</translation>
        </message>
        <message>
            <source>{kind} takes {n} arguments by position at most: {names}. Received: {m}.</source>
            <translation>{kind} 最多接受 {n} 个按位置给出的参数：{names}。收到：{m} 个。</translation>
        </message>
        <message>
            <source>{kind} takes {n} inputs at most. Received: {m}.</source>
            <translation>{kind} 最多接受 {n} 个输入。收到 {m} 个。</translation>
        </message>
        <message>
            <source>{kind} works number by number, so its inputs must have one shape, or sizes of 1 that stretch. Received: {first} as input 1 and {other} as input {number}.</source>
            <translation>{kind} 逐数计算，因此各输入的形状必须相同，或为可扩展的大小 1。收到：输入 1 为 {first}，输入 {number} 为 {other}。</translation>
        </message>
        <message>
            <source>{kind} works number by number, so its inputs must have one shape, or sizes of 1 that stretch. Received: {shapes}.</source>
            <translation>{kind} 逐数计算，因此输入必须形状相同，或有可拉伸的大小 1。收到：{shapes}。</translation>
        </message>
        <message>
            <source>{kind} would leave nothing: axis {axis} of {shape} has {size} places, and {before} + {after} are cut off. Cut off fewer.</source>
            <translation>{kind} 什么都不会留下：{shape} 的轴 {axis} 有 {size} 个位置，却要切掉 {before} + {after} 个。请少切一些。</translation>
        </message>
        <message>
            <source>{kind} wraps a layer. Received: {given!r:.80}.</source>
            <translation>{kind} 包裹一个层。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{kind}'s initial state must be {units} numbers a sample. Received: {shape}.</source>
            <translation>{kind} 的初始状态必须是每个样本 {units} 个数。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind}'s initial state must have the shape of what a step gives, {expected}. Received: {shape}.</source>
            <translation>{kind} 的初始状态必须与每一步输出的形状相同，即 {expected}。实际收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind}: a kernel has an axis for each of the image's, and channels.</source>
            <translation>{kind}：卷积核对图像的每个轴各有一个轴，另有通道轴。</translation>
        </message>
        <message>
            <source>{kind}: a key has as many numbers as a query, and there are as many keys as values. Received: query {query}, value {value}, key {key}.</source>
            <translation>{kind}：键与查询的数字个数相同，键与值的个数相同。实际收到：查询 {query}，值 {value}，键 {key}。</translation>
        </message>
        <message>
            <source>{kind}: a window of {expected} numbers is needed. Received: {received}.</source>
            <translation>{kind}：需要 {expected} 个数值的窗。收到：{received}。</translation>
        </message>
        <message>
            <source>{kind}: a window of {window} is larger than the input's {size}. Received: {shape}.</source>
            <translation>{kind}：窗口 {window} 大于输入的 {size}。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind}: activity_regularizer is not supported for the layers inside it.</source>
            <translation>{kind}：不支持对其内部各层使用 activity_regularizer。</translation>
        </message>
        <message>
            <source>{kind}: attention_mask must fit the scores, {want}; heads and axes of 1 may be left out. Received: {shape}.</source>
            <translation>{kind}：attention_mask 必须与得分 {want} 相配；头和大小为 1 的轴可以省略。实际收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind}: axis must be -1 here, the last one. Received: {given}.</source>
            <translation>{kind}：这里 axis 必须为 -1，即最后一个轴。收到：{given}。</translation>
        </message>
        <message>
            <source>{kind}: axis must be different axes of the prediction, from 0 to {last}. Received: axis={axis} for the shape {shape}.</source>
            <translation>{kind}：axis 必须是预测的不同轴，从 0 到 {last}。收到：axis={axis}，形状为 {shape}。</translation>
        </message>
        <message>
            <source>{kind}: axis must be different axes of the weight, from 0 to {last}. Received: axis={axis} for the shape {shape}.</source>
            <translation>{kind}：axis 必须是权重的不同轴，从 0 到 {last}。收到：axis={axis}，形状为 {shape}。</translation>
        </message>
        <message>
            <source>{kind}: axis {axis} is not among the axes of {shape}, the batch being 0.</source>
            <translation>{kind}：轴 {axis} 不在 {shape} 的轴之中，批次为 0。</translation>
        </message>
        <message>
            <source>{kind}: axis {axis} must name axes of {shape} after the batch, each once: 1 to {last}, or -1 for the last.</source>
            <translation>{kind}：axis {axis} 必须是 {shape} 中批次之后的轴，且每个只出现一次：1 到 {last}，或用 -1 表示最后一个。</translation>
        </message>
        <message>
            <source>{kind}: b has no row for each of a's. Received: {a} and {b}.</source>
            <translation>{kind}：b 的行数与 a 不符。收到：{a} 和 {b}。</translation>
        </message>
        <message>
            <source>{kind}: call super().__init__() first in its __init__.</source>
            <translation>{kind}：请先在 __init__ 中调用 super().__init__()。</translation>
        </message>
        <message>
            <source>{kind}: fft_length must be at least frame_length, {length}. Received: {received}.</source>
            <translation>{kind}：fft_length 不能小于 frame_length（{length}）。收到：{received}。</translation>
        </message>
        <message>
            <source>{kind}: fft_length must be at least sequence_length, {length}. Received: {received}.</source>
            <translation>{kind}：fft_length 不能小于 sequence_length（{length}）。收到：{received}。</translation>
        </message>
        <message>
            <source>{kind}: filters ({filters}) must be a multiple of groups ({groups}).</source>
            <translation>{kind}：filters（{filters}）必须是 groups（{groups}）的倍数。</translation>
        </message>
        <message>
            <source>{kind}: frame_step must not be larger than frame_length, {length}. Received: {step}.</source>
            <translation>{kind}：frame_step 不能大于 frame_length（{length}）。收到：{step}。</translation>
        </message>
        <message>
            <source>{kind}: indices must be whole numbers. Received: {dtype}.</source>
            <translation>{kind}：索引必须是整数。收到：{dtype}。</translation>
        </message>
        <message>
            <source>{kind}: invert gives numbers, so output_mode must be "int".</source>
            <translation>{kind}：invert 给出数，所以 output_mode 必须是 "int"。</translation>
        </message>
        <message>
            <source>{kind}: kinds of one's own can't be computed here.</source>
            <translation>{kind}：此处无法计算自定义的种类。</translation>
        </message>
        <message>
            <source>{kind}: layers of one's own can't be computed here.</source>
            <translation>{kind}：自定义的层无法在此计算。</translation>
        </message>
        <message>
            <source>{kind}: low must be above 0 where log is true. Received: {low:g}.</source>
            <translation>{kind}：log 为真时 low 必须大于 0。收到的是：{low:g}。</translation>
        </message>
        <message>
            <source>{kind}: low must be at most high. Received: {low:g} and {high:g}.</source>
            <translation>{kind}：low 不能大于 high。收到的是：{low:g} 和 {high:g}。</translation>
        </message>
        <message>
            <source>{kind}: noise_shape {noise} must have as many axes as the input {shape}, batch included.</source>
            <translation>{kind}：noise_shape {noise} 的轴数必须与输入 {shape} 相同，包括批次。</translation>
        </message>
        <message>
            <source>{kind}: only one of clipnorm, clipvalue and global_clipnorm can be set.</source>
            <translation>{kind}：clipnorm、clipvalue 和 global_clipnorm 只能设置一个。</translation>
        </message>
        <message>
            <source>{kind}: optimizers of one's own can't be computed here, since gradients stay within compiled steps. Take one of keras.optimizers: its learning rate may be a function, or a schedule of one's own.</source>
            <translation>{kind}：此处无法计算自定义优化器，因为梯度只在编译后的步骤内。请使用 keras.optimizers 中的优化器：其学习率可以是函数或自定义的调度。</translation>
        </message>
        <message>
            <source>{kind}: output_mode "tf_idf" is not here. Take "count", and multiply what it gives by the weight of each place, an array: counts * weights.</source>
            <translation>{kind}：此处没有 output_mode "tf_idf"。请用 "count"，再将其结果乘以每个位置的权重数组：counts * weights。</translation>
        </message>
        <message>
            <source>{kind}: output_padding {padding} must be smaller than strides {strides}.</source>
            <translation>{kind}：output_padding {padding} 必须小于 strides {strides}。</translation>
        </message>
        <message>
            <source>{kind}: pad_to_max_tokens needs max_tokens.</source>
            <translation>{kind}：pad_to_max_tokens 需要 max_tokens。</translation>
        </message>
        <message>
            <source>{kind}: path must name a file or folder. Received: {path!r}.</source>
            <translation>{kind}：path 必须是文件或文件夹。收到：{path!r}。</translation>
        </message>
        <message>
            <source>{kind}: q must be between 0 and 1, both left out. Received: {value:g}.</source>
            <translation>{kind}：q 必须在 0 与 1 之间，不含两端。收到：{value:g}。</translation>
        </message>
        <message>
            <source>{kind}: q must lie between 0 and {most}.</source>
            <translation>{kind}：q 必须在 0 与 {most} 之间。</translation>
        </message>
        <message>
            <source>{kind}: query and value differ along an axis that attention does not run over. Received: {query} and {value}.</source>
            <translation>{kind}：查询和值在注意力不经过的轴上大小不同。实际收到：{query} 和 {value}。</translation>
        </message>
        <message>
            <source>{kind}: query and value have the same axes before the steps. Received: {query} and {value}.</source>
            <translation>{kind}：查询和值在步之前的各轴必须相同。实际收到：{query} 和 {value}。</translation>
        </message>
        <message>
            <source>{kind}: rate must be below 1, since at 1 nothing would be left.</source>
            <translation>{kind}：rate 必须小于 1，因为等于 1 时什么都不剩。</translation>
        </message>
        <message>
            <source>{kind}: strides above 1 and a dilation_rate above 1 can't be combined.</source>
            <translation>{kind}：大于 1 的 strides 与大于 1 的 dilation_rate 不能同时使用。</translation>
        </message>
        <message>
            <source>{kind}: target and output must have one shape. Received: {a} and {b}.</source>
            <translation>{kind}：target 与 output 形状必须相同。收到：{a} 和 {b}。</translation>
        </message>
        <message>
            <source>{kind}: target must name a class for each row of output.</source>
            <translation>{kind}：target 必须为 output 的每行给出一个类别。</translation>
        </message>
        <message>
            <source>{kind}: target_class_ids must be classes from 0 to {last}. Received: {given}.</source>
            <translation>{kind}：target_class_ids 必须是 0 到 {last} 的类别。收到：{given}。</translation>
        </message>
        <message>
            <source>{kind}: the shape of a kernel must be {want}. Received: {got}.</source>
            <translation>{kind}：卷积核的形状必须是 {want}。收到：{got}。</translation>
        </message>
        <message>
            <source>{kind}: the signal is shorter than a piece, {length}. Received: {shape}.</source>
            <translation>{kind}：信号比一段（{length}）还短。收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind}: the sizes {a} and {b} should be the same. Received: {shapes}.</source>
            <translation>{kind}：大小 {a} 和 {b} 应该相同。收到：{shapes}。</translation>
        </message>
        <message>
            <source>{kind}: the width of {shape} can't be shared by {heads} heads. Choose a number that divides it.</source>
            <translation>{kind}：{shape} 的宽度不能由 {heads} 个头平分。请选择能整除它的数。</translation>
        </message>
        <message>
            <source>{kind}: the {channels} channels of {shape} can't be split into {groups} groups.</source>
            <translation>{kind}：{shape} 的 {channels} 个通道不能分成 {groups} 组。</translation>
        </message>
        <message>
            <source>{kind}: the {name} has a value for each step of {of}. Received: {shape}.</source>
            <translation>{kind}：{name} 对 {of} 的每一步有一个值。实际收到：{shape}。</translation>
        </message>
        <message>
            <source>{kind}: threshold must be above 0 and at most 1. Received: {given}.</source>
            <translation>{kind}：threshold 必须大于 0 且不超过 1。收到：{given}。</translation>
        </message>
        <message>
            <source>{kind}: thresholds must be a number from 0 to 1, or a list of those. Received: {given!r:.80}.</source>
            <translation>{kind}：thresholds 必须是 0 到 1 的数，或这样的数的列表。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{kind}: vocabulary has {n} entries, more than max_tokens={most} allows beside the special ones.</source>
            <translation>{kind}：vocabulary 有 {n} 项，超过了 max_tokens={most} 在特殊项之外所允许的数量。</translation>
        </message>
        <message>
            <source>{kind}: vocabulary must be a list without repetitions. Received: {given!r:.80}.</source>
            <translation>{kind}：vocabulary 必须是没有重复的列表。收到的是 {given!r:.80}。</translation>
        </message>
        <message>
            <source>{kind}: window must be one of {known}, numbers, or None. Received: {given!r:.80}.</source>
            <translation>{kind}：window 必须是 {known} 之一、一组数或 None。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{kind}: window must be one of {names}. Received: {window}.</source>
            <translation>{kind}：window 必须是 {names} 之一。收到：{window}。</translation>
        </message>
        <message>
            <source>{kind}: y_pred has no axis {axis}. Received: an array of shape {shape}.</source>
            <translation>{kind}：y_pred 没有第 {axis} 轴。收到：形状为 {shape} 的数组。</translation>
        </message>
        <message>
            <source>{kind}: y_true must have the shape ({rows}, length): the labels of each sample, filled up with 0. Received: {given}.</source>
            <translation>{kind}：y_true 的形状必须为 ({rows}, 长度)：每个样本的标签，以 0 补齐。收到：{given}。</translation>
        </message>
        <message>
            <source>{kind}: y_true must have the shape {want} for a y_pred of shape {shape}. Received: {given}.</source>
            <translation>{kind}：y_pred 的形状为 {shape} 时，y_true 的形状必须为 {want}。收到：{given}。</translation>
        </message>
        <message>
            <source>{kind}: {name} can't be a function of one's own, whose gradient nobody knows. Choose one of keras.activations. Received: {given}.</source>
            <translation>{kind}：{name} 不能是自定义函数，因为其梯度未知。请从 keras.activations 中选择。收到：{given}。</translation>
        </message>
        <message>
            <source>{kind}: {name} can't be a layer here. Leave it out, and put the layer {layer} behind.</source>
            <translation>{kind}：{name} 在此不能是层。请省略它，并在后面放置层 {layer}。</translation>
        </message>
        <message>
            <source>{kind}: {name} is given twice, by position and by name.</source>
            <translation>{kind}：{name} 给出了两次，按位置一次，按名称一次。</translation>
        </message>
        <message>
            <source>{kind}: {name} of one's own would never be called: what is computed is fixed for each kind.</source>
            <translation>{kind}：自定义的 {name} 永远不会被调用：每个种类的计算方式是固定的。</translation>
        </message>
        <message>
            <source>{kind}: {shape} can't be cut into blocks of {n}.</source>
            <translation>{kind}：{shape} 不能切成大小为 {n} 的块。</translation>
        </message>
        <message>
            <source>{kind}: {tiles} tiles are too many for {size} cells. Choose a smaller tile_grid_size.</source>
            <translation>{kind}：{size} 个格子分不成 {tiles} 块。请选择更小的 tile_grid_size。</translation>
        </message>
        <message>
            <source>{layer} adds to the loss what depends on all samples of a batch, which can't be shared out among processes then. Train in one process.</source>
            <translation>{layer} 加到损失上的值取决于一批中的所有样本，因此批次不能分给多个进程。请在一个进程中训练。</translation>
        </message>
        <message>
            <source>{layer} gives {value}, though all that it gets is finite.</source>
            <translation>{layer} 输出了 {value}，尽管它的输入都是有限数。</translation>
        </message>
        <message>
            <source>{layer} is frozen.</source>
            <translation>{layer} 被冻结。</translation>
        </message>
        <message>
            <source>{layer} is stateful: it keeps the memory of each sample for the next batch, so its batches can't be shared out among processes. Train in one process.</source>
            <translation>{layer} 是有状态的：它为下一批保留每个样本的记忆，因此批次不能分给多个进程。请在一个进程中训练。</translation>
        </message>
        <message>
            <source>{layer} is trained.</source>
            <translation>{layer} 参与训练。</translation>
        </message>
        <message>
            <source>{layer} mixes the samples of a batch, which can't be shared out among processes then. Train in one process.</source>
            <translation>{layer} 会混合一批中的样本，因此批次不能分给多个进程。请在一个进程中训练。</translation>
        </message>
        <message>
            <source>{layer}: a layer of the kind {kind} can be drawn and exported, but not be trained here yet. Replace it, or train the exported script in Keras.</source>
            <translation>{layer}：{kind} 类型的层可以绘制和导出，但暂不能在此训练。请替换它，或在 Keras 中训练导出的脚本。</translation>
        </message>
        <message>
            <source>{layer}: its activation must give a tensor. Received: {given!r:.80}.</source>
            <translation>{layer}：它的激活函数必须给出张量。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{layer}: its activation {given} must compute with keras.ops, so that its gradient is known: {reason:.200}</source>
            <translation>{layer}：它的激活函数 {given} 必须用 keras.ops 计算，这样才知道它的梯度：{reason:.200}</translation>
        </message>
        <message>
            <source>{layer}: {fault}</source>
            <translation>{layer}：{fault}</translation>
        </message>
        <message>
            <source>{layer}: {name} can't be read: {reason}</source>
            <translation>{layer}：无法读取 {name}：{reason}</translation>
        </message>
        <message>
            <source>{layer}: {name} can't become {value!r:.80} any more: the layer has been called, and its outputs or weights would be others. Make a new layer.</source>
            <translation>{layer}：{name} 不能再改为 {value!r:.80}：该层已被调用，其输出或权重将会不同。请新建一个层。</translation>
        </message>
        <message>
            <source>{layer}: {name} would change nothing any more, its weights have been drawn. Set it before the layer is called, or use set_weights.</source>
            <translation>{layer}：{name} 不再起任何作用，权重已经抽取。请在调用该层之前设置它，或使用 set_weights。</translation>
        </message>
        <message>
            <source>{loss} compares no predictions with others.</source>
            <translation>{loss} 不把预测与其他预测比较。</translation>
        </message>
        <message>
            <source>{loss} goes over all steps of a sequence, and can't leave out those of a mask. Take the mask away: turn mask_zero off, or leave the Masking layer out.</source>
            <translation>{loss} 遍历序列的所有步，不能略去被掩码的步。请去掉掩码：关闭 mask_zero，或不使用 Masking 层。</translation>
        </message>
        <message>
            <source>{loss}: alpha must be one number, or one for each of the {n} classes. Received: an array of shape {given}.</source>
            <translation>{loss}：alpha 必须是一个数，或 {n} 个类别各一个。收到形状为 {given} 的数组。</translation>
        </message>
        <message>
            <source>{loss}: only the last axis can hold the classes (axis=-1).</source>
            <translation>{loss}：只有最后一个轴可以存放类别（axis=-1）。</translation>
        </message>
        <message>
            <source>{metric}: class_id is {given}, but there are {columns} classes: 0 to {last}.</source>
            <translation>{metric}：class_id 为 {given}，但只有 {columns} 个类别：0 到 {last}。</translation>
        </message>
        <message>
            <source>{metric}: sparse_y_true and sparse_y_pred must say of targets and of predictions whether they are class numbers. The output {output} has {columns} numbers a row, and its targets are {given}.</source>
            <translation>{metric}：sparse_y_true 和 sparse_y_pred 必须说明目标和预测是否为类别编号。输出 {output} 每行有 {columns} 个数，其目标为 {given}。</translation>
        </message>
        <message>
            <source>{metric}: there are {wanted} target classes for {found} predictions. Say by sparse_y_true and sparse_y_pred whether classes come as numbers.</source>
            <translation>{metric}：目标类别有 {wanted} 个，预测有 {found} 个。请用 sparse_y_true 和 sparse_y_pred 说明类别是否为编号。</translation>
        </message>
        <message>
            <source>{metric}: top_k is {given}, but there are {columns} classes.</source>
            <translation>{metric}：top_k 为 {given}，但只有 {columns} 个类别。</translation>
        </message>
        <message>
            <source>{model}: {what} can't be kept.</source>
            <translation>{model}：{what} 无法保留。</translation>
        </message>
        <message>
            <source>{module} registers the {category} {kind}, but {name} is the name of {other} already. Choose another.</source>
            <translation>{module} 注册了 {category} {kind}，但 {name} 已经是 {other} 的名称。请另选一个。</translation>
        </message>
        <message>
            <source>{name}</source>
            <translation>{name}</translation>
        </message>
        <message>
            <source>{name} can't be a file name: {reason}.</source>
            <translation>{name} 不能作为文件名：{reason}。</translation>
        </message>
        <message>
            <source>{name} can't be computed: an input is not connected.</source>
            <translation>无法计算 {name}：有输入未连接。</translation>
        </message>
        <message>
            <source>{name} can't be opened: {reason}</source>
            <translation>无法打开 {name}：{reason}</translation>
        </message>
        <message>
            <source>{name} can't be read as classes from {data}.</source>
            <translation>无法从 {data} 中把 {name} 读作类别。</translation>
        </message>
        <message>
            <source>{name} can't be read: {reason}</source>
            <translation>无法读取 {name}：{reason}</translation>
        </message>
        <message>
            <source>{name} can't be read: {reason}.</source>
            <translation>无法读取 {name}：{reason}。</translation>
        </message>
        <message>
            <source>{name} can't be read: {reason}. Save or copy it again.</source>
            <translation>无法读取 {name}：{reason}。请重新保存或复制。</translation>
        </message>
        <message>
            <source>{name} can't take its shape from {given!r:.80}.</source>
            <translation>{name} 无法从 {given!r:.80} 得出形状。</translation>
        </message>
        <message>
            <source>{name} can't tell the shape of its input. Begin with an Input, or build it.</source>
            <translation>{name} 无法得知其输入的形状。请以 Input 开头，或构建它。</translation>
        </message>
        <message>
            <source>{name} doesn't say how its sound is stored. Save it again.</source>
            <translation>{name} 没有说明声音的存储方式。请重新保存。</translation>
        </message>
        <message>
            <source>{name} expects samples of the shape {want}, but its data has {got}.</source>
            <translation>{name} 需要形状为 {want} 的样本，但其数据为 {got}。</translation>
        </message>
        <message>
            <source>{name} failed on y_true of shape {true} and y_pred of shape {pred}, {kind}: {error:.200}</source>
            <translation>{name} 在形状为 {true} 的 y_true 和形状为 {pred} 的 y_pred 上失败,{kind}:{error:.200}</translation>
        </message>
        <message>
            <source>{name} gives an array of shape {shape} for each sample, which is no row of a table. Take .npz.</source>
            <translation>{name} 对每个样本给出形状为 {shape} 的数组，放不进表格的一行。请用 .npz。</translation>
        </message>
        <message>
            <source>{name} goes by the output of a model that is compiled with it. On arrays take the metric that is meant, such as BinaryAccuracy.</source>
            <translation>{name} 取决于用它编译的模型的输出。对数组请直接使用所指的指标，例如 BinaryAccuracy。</translation>
        </message>
        <message>
            <source>{name} has a header but no rows. Expected one line per sample.</source>
            <translation>{name} 有标题行但没有数据行。每个样本应占一行。</translation>
        </message>
        <message>
            <source>{name} has a layer {layer} already. Give the new one another name.</source>
            <translation>{name} 中已有层 {layer}。请给新层另取名称。</translation>
        </message>
        <message>
            <source>{name} has a loss, but no column of the data as its target.</source>
            <translation>{name} 有损失，但没有数据列作为目标。</translation>
        </message>
        <message>
            <source>{name} has far more pixels than a picture for training needs. Make it smaller.</source>
            <translation>{name} 的像素远多于训练图片所需。请缩小它。</translation>
        </message>
        <message>
            <source>{name} has no Input: no data can enter.</source>
            <translation>{name} 没有 Input：数据无法进入。</translation>
        </message>
        <message>
            <source>{name} has no Output: nothing tells what to compute.</source>
            <translation>{name} 没有 Output：不知道要计算什么。</translation>
        </message>
        <message>
            <source>{name} has no column of numbers.</source>
            <translation>{name} 没有数字列。</translation>
        </message>
        <message>
            <source>{name} has no column {label!r}, which is listed under text columns.</source>
            <translation>{name} 没有列 {label!r}，但它列在文本列中。</translation>
        </message>
        <message>
            <source>{name} has no columns. A data set needs at least one array or column.</source>
            <translation>{name} 没有列。数据集至少需要一个数组或一列。</translation>
        </message>
        <message>
            <source>{name} has no counterpart there</source>
            <translation>{name} 在 ONNX 中没有对应</translation>
        </message>
        <message>
            <source>{name} has no gradient(w), and finding the gradient of {n} numbers by trying would take too long. Give it such a method, or use L1, L2 or L1L2.</source>
            <translation>{name} 没有 gradient(w)，而用试探法求 {n} 个数值的梯度会太慢。请为它提供这样的方法，或使用 L1、L2 或 L1L2。</translation>
        </message>
        <message>
            <source>{name} has no input and output yet: it has not been called on a tensor.</source>
            <translation>{name} 还没有输入和输出：尚未在张量上调用它。</translation>
        </message>
        <message>
            <source>{name} has no input port {port}.</source>
            <translation>{name} 没有输入端口 {port}。</translation>
        </message>
        <message>
            <source>{name} has no input: it takes no wire.</source>
            <translation>{name} 没有输入：不接受连线。</translation>
        </message>
        <message>
            <source>{name} has no layer to take away.</source>
            <translation>{name} 没有可移除的层。</translation>
        </message>
        <message>
            <source>{name} has no layers: add some first.</source>
            <translation>{name} 没有层：请先添加。</translation>
        </message>
        <message>
            <source>{name} has no loss: it is computed, but not trained for.</source>
            <translation>{name} 没有损失：会计算，但不参与训练。</translation>
        </message>
        <message>
            <source>{name} has no output port {port}.</source>
            <translation>{name} 没有输出端口 {port}。</translation>
        </message>
        <message>
            <source>{name} has no rows. At least one sample is needed.</source>
            <translation>{name} 没有行。至少需要一个样本。</translation>
        </message>
        <message>
            <source>{name} has no weights yet: call it on a tensor or an array first, or build it.</source>
            <translation>{name} 还没有权重：请先在张量或数组上调用它，或构建它。</translation>
        </message>
        <message>
            <source>{name} has nothing behind the {skip} lines that are left out above it.</source>
            <translation>{name} 在其上方略去的 {skip} 行之后没有任何内容。</translation>
        </message>
        <message>
            <source>{name} has the class number {number}; 0 to 255 are read.</source>
            <translation>{name} 含有类别编号 {number}；只读取 0 到 255。</translation>
        </message>
        <message>
            <source>{name} has the weights that its kind of layer has. Derive a class of your own from Layer, and make more in its build.</source>
            <translation>{name} 只有该类层所具有的权重。请从 Layer 派生自己的类，并在其 build 中创建更多权重。</translation>
        </message>
        <message>
            <source>{name} has weights of the shapes {want}. Received: {got}.</source>
            <translation>{name} 的权重形状为 {want}。收到：{got}。</translation>
        </message>
        <message>
            <source>{name} has {n} weights. Received: {m}.</source>
            <translation>{name} 有 {n} 个权重。收到 {m} 个。</translation>
        </message>
        <message>
            <source>{name} has {rate} samples a second, {first} has {expected}. Bring all to one rate.</source>
            <translation>{name} 每秒有 {rate} 个采样，而 {first} 有 {expected} 个。请统一采样率。</translation>
        </message>
        <message>
            <source>{name} has {rows} rows, and a window with its target takes {needed}. Take shorter windows.</source>
            <translation>{name} 有 {rows} 行，而一个窗口连同目标需要 {needed} 行。请取更短的窗口。</translation>
        </message>
        <message>
            <source>{name} has {width}×{height} pixels; at most {most} million are read. Make it smaller.</source>
            <translation>{name} 有 {width}×{height} 像素；最多读取 {most} 百万像素。请缩小它。</translation>
        </message>
        <message>
            <source>{name} holds no sound. Copy or save it again.</source>
            <translation>{name} 中没有声音。请重新复制或保存。</translation>
        </message>
        <message>
            <source>{name} holds numbers of 32 bits, or with signs, and doesn't say which is white. Save it with 8 or 16 bits.</source>
            <translation>{name} 存放的是 32 位或带符号的数，没有说明哪个值是白色。请存成 8 位或 16 位。</translation>
        </message>
        <message>
            <source>{name} holds samples that are no numbers. Save it again.</source>
            <translation>{name} 中有不是数字的采样。请重新保存。</translation>
        </message>
        <message>
            <source>{name} holds {number:.6g} in row {row}, more than {dtype} can keep. Scale the numbers, or mend the row.</source>
            <translation>{name} 在第 {row} 行含有 {number:.6g}，超出 {dtype} 能保存的范围。请缩放这些数，或修正该行。</translation>
        </message>
        <message>
            <source>{name} is a model: save it, or take its layers.</source>
            <translation>{name} 是模型：请保存它，或使用它的各层。</translation>
        </message>
        <message>
            <source>{name} is a picture in colours, and a mask needs a class number for each pixel. Save it with a palette or in grey.</source>
            <translation>{name} 是彩色图片，而掩码的每个像素须是类别编号。请用调色板或灰度保存。</translation>
        </message>
        <message>
            <source>{name} is a softmax over one number, which is always 1: nothing can be learnt.</source>
            <translation>{name} 是对单个数的 softmax，恒为 1：无法学习。</translation>
        </message>
        <message>
            <source>{name} is also used outside the selection: select all its calls, or none.</source>
            <translation>{name} 在所选内容之外也被使用：请选择它的全部调用，或都不选。</translation>
        </message>
        <message>
            <source>{name} is called on nothing: it needs {args}.</source>
            <translation>{name} 调用时没有输入：它需要 {args}。</translation>
        </message>
        <message>
            <source>{name} is called on tensors and arrays at once: give it either.</source>
            <translation>{name} 同时收到张量和数组：请只给其中一种。</translation>
        </message>
        <message>
            <source>{name} is called with arguments that do not fit: {which}.</source>
            <translation>调用 {name} 的参数不匹配：{which}。</translation>
        </message>
        <message>
            <source>{name} is called with other arguments than at first, and would compute something else. Make a second layer.</source>
            <translation>{name} 的调用参数与第一次不同，会计算别的东西。请另建一个层。</translation>
        </message>
        <message>
            <source>{name} is called with {n} arguments at most: {names}. Received: {m}.</source>
            <translation>{name} 调用时最多 {n} 个参数：{names}。实际收到：{m} 个。</translation>
        </message>
        <message>
            <source>{name} is damaged, or no table of Parquet or Arrow: {reason}. Copy or save it again.</source>
            <translation>{name} 已损坏，或不是 Parquet 或 Arrow 表格：{reason}。请重新复制或保存。</translation>
        </message>
        <message>
            <source>{name} is empty. Expected one line per sample.</source>
            <translation>{name} 为空。每个样本应占一行。</translation>
        </message>
        <message>
            <source>{name} is empty. Expected one record per sample.</source>
            <translation>{name} 是空的。每个样本应有一条记录。</translation>
        </message>
        <message>
            <source>{name} is given the argument {args} twice.</source>
            <translation>{name} 两次收到参数 {args}。</translation>
        </message>
        <message>
            <source>{name} is given {m} masks for {n} inputs.</source>
            <translation>{name} 有 {n} 个输入，却收到 {m} 个掩码。</translation>
        </message>
        <message>
            <source>{name} is larger than a batch of {archive} can be.</source>
            <translation>{name} 比 {archive} 的一个批次可能的大小还大。</translation>
        </message>
        <message>
            <source>{name} is larger than the memory and is converted once</source>
            <translation>{name} 大于内存，正在一次性转换</translation>
        </message>
        <message>
            <source>{name} is larger than {most} MiB. Is it one text?</source>
            <translation>{name} 大于 {most} MiB。这是一篇文本吗？</translation>
        </message>
        <message>
            <source>{name} is left as it is: a project is saved under a name that ends in .loom.</source>
            <translation>{name} 保持原样：项目以 .loom 结尾的名称保存。</translation>
        </message>
        <message>
            <source>{name} is no .wav file: it should begin with RIFF and WAVE.</source>
            <translation>{name} 不是 .wav 文件：应以 RIFF 和 WAVE 开头。</translation>
        </message>
        <message>
            <source>{name} is no picture of a kind that is read ({known}). Convert or remove it.</source>
            <translation>{name} 不是可读取的图片格式（{known}）。请转换或移走它。</translation>
        </message>
        <message>
            <source>{name} is no text in UTF-8. Save it as such.</source>
            <translation>{name} 不是 UTF-8 文本。请另存为 UTF-8。</translation>
        </message>
        <message>
            <source>{name} is not a Layerloom project: it is no text in UTF-8.</source>
            <translation>{name} 不是 Layerloom 项目：不是 UTF-8 文本。</translation>
        </message>
        <message>
            <source>{name} is not a nested model.</source>
            <translation>{name} 不是嵌套模型。</translation>
        </message>
        <message>
            <source>{name} is not connected to a column of the data.</source>
            <translation>{name} 没有连接到数据列。</translation>
        </message>
        <message>
            <source>{name} is not made of keras.ops alone, so that its gradient has to be found by trying: {n} calls for a batch. Write it with keras.ops, or let each number it gives depend on fewer of the predictions.</source>
            <translation>{name} 并非只由 keras.ops 构成，其梯度只能逐个试算：每批需调用 {n} 次。请用 keras.ops 编写，或让它给出的每个数只依赖较少的预测值。</translation>
        </message>
        <message>
            <source>{name} is not on this machine, and nothing is downloaded. Put {file} into {folder}.</source>
            <translation>这台机器上没有 {name}，也不会下载。请把 {file} 放入 {folder}。</translation>
        </message>
        <message>
            <source>{name} is not used anywhere.</source>
            <translation>{name} 未被使用。</translation>
        </message>
        <message>
            <source>{name} is not written as Keras writes it: {reason:.80}.</source>
            <translation>{name} 的写法与 Keras 不同：{reason:.80}。</translation>
        </message>
        <message>
            <source>{name} is open in another program (process {process}) and was left as it is. Close it there, or change a copy.</source>
            <translation>{name} 已在另一个程序（进程 {process}）中打开，保持原样。请在那里关闭它，或修改一个副本。</translation>
        </message>
        <message>
            <source>{name} is open in another window. Save under another name.</source>
            <translation>{name} 已在另一个窗口中打开。请用另一个名称保存。</translation>
        </message>
        <message>
            <source>{name} is stateful: it must know how many samples a batch has. Received: a tensor of shape {shape}. Give the size to the Input: Input(batch_size=…, shape=…).</source>
            <translation>{name} 是有状态的层：必须知道每批有多少样本。收到形状为 {shape} 的张量。请在输入处给出批大小：Input(batch_size=…, shape=…)。</translation>
        </message>
        <message>
            <source>{name} is stored in a way that isn't read (kind {kind}, {bits} bits, {channels} channels). Save it as PCM with 16 bits.</source>
            <translation>{name} 的存储方式无法读取（类型 {kind}，{bits} 位，{channels} 声道）。请另存为 16 位 PCM。</translation>
        </message>
        <message>
            <source>{name} is the main model of the document.</source>
            <translation>{name} 是文档的主模型。</translation>
        </message>
        <message>
            <source>{name} is too large</source>
            <translation>{name} 太大</translation>
        </message>
        <message>
            <source>{name} is too large to be a selection of layers.</source>
            <translation>{name} 太大，不是所选的层。</translation>
        </message>
        <message>
            <source>{name} is used in {users}: delete those layers first.</source>
            <translation>{name} 在 {users} 中被使用：请先删除那些层。</translation>
        </message>
        <message>
            <source>{name} knows the numbers 0 to {last}, but the data goes from {low:g} to {high:g}.</source>
            <translation>{name} 只认识 0 到 {last} 的数，但数据从 {low:g} 到 {high:g}。</translation>
        </message>
        <message>
            <source>{name} lies between the selected layers: select it too.</source>
            <translation>{name} 位于所选层之间：请一并选择。</translation>
        </message>
        <message>
            <source>{name} lies exactly on {n} other box(es), which can't be seen.</source>
            <translation>{name} 正好盖住了另外 {n} 个框，使其不可见。</translation>
        </message>
        <message>
            <source>{name} looks up whole numbers, but the data of {input} has fractions.</source>
            <translation>{name} 查找整数，但 {input} 的数据含有小数。</translation>
        </message>
        <message>
            <source>{name} may be {choices}.</source>
            <translation>{name} 可能是 {choices}。</translation>
        </message>
        <message>
            <source>{name} must be an array with one row a sample. Received: a single number.</source>
            <translation>{name} 必须是每个样本一行的数组。收到的是单个数。</translation>
        </message>
        <message>
            <source>{name} must be an array: its rows differ in length or shape.</source>
            <translation>{name} 必须是数组：它的各行长度或形状不同。</translation>
        </message>
        <message>
            <source>{name} must be numbers. Received: an array of {dtype}, {other!r:.60} in row {row}.</source>
            <translation>{name} 必须是数。收到:类型为 {dtype} 的数组,第 {row} 行是 {other!r:.60}。</translation>
        </message>
        <message>
            <source>{name} must be numbers. Received: an array of {dtype}.</source>
            <translation>{name} 必须是数。收到的是 {dtype} 类型的数组。</translation>
        </message>
        <message>
            <source>{name} must give a learning rate, a number. Received: {given!r:.80}.</source>
            <translation>{name} 必须给出学习率，即一个数。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{name} must give numbers of the shape {want}. Received: {given!r:.80}.</source>
            <translation>{name} 必须给出形状为 {want} 的数值。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{name} must give numbers, one for each sample or one for the whole batch. Received: {given!r:.80}.</source>
            <translation>{name} 必须给出数值，每个样本一个，或整个批次一个。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{name} must give one number for each sample, {n} of them, such as the mean over the last axis, or one for the whole batch. Received: an array of shape {shape}.</source>
            <translation>{name} 必须为每个样本给出一个数值，共 {n} 个，例如沿最后一个轴的平均值，或为整个批次给出一个。收到：形状为 {shape} 的数组。</translation>
        </message>
        <message>
            <source>{name} needs __getitem__(index), which gives batch {index}.</source>
            <translation>{name} 需要 __getitem__(index)，以给出批次 {index}。</translation>
        </message>
        <message>
            <source>{name} needs __len__, the number of its batches.</source>
            <translation>{name} 需要 __len__，即其批次的数量。</translation>
        </message>
        <message>
            <source>{name} needs a method get_config before it can be registered.</source>
            <translation>{name} 需要有 get_config 方法才能注册。</translation>
        </message>
        <message>
            <source>{name} needs arrays with one row a sample. Received: {given!r}.</source>
            <translation>{name} 需要每个样本一行的数组。收到：{given!r}。</translation>
        </message>
        <message>
            <source>{name} needs more memory than there is, and can't be converted in {folder}: {reason}.</source>
            <translation>{name} 需要的内存超过现有内存，且无法在 {folder} 中转换：{reason}。</translation>
        </message>
        <message>
            <source>{name} needs more memory than there is, or is damaged.</source>
            <translation>{name} 需要的内存超过现有内存，或者已损坏。</translation>
        </message>
        <message>
            <source>{name} needs {size} as a set that is read from disk while training; in {folder} {allowed} may be used. Make room there, or let LAYERLOOM_CACHE_DIR name another folder.</source>
            <translation>{name} 作为训练时从磁盘读取的数据集需要 {size}；{folder} 中可用 {allowed}。请在那里腾出空间，或用 LAYERLOOM_CACHE_DIR 指定另一个文件夹。</translation>
        </message>
        <message>
            <source>{name} of {module} is none of Keras' own kinds. One's own are known by register_keras_serializable, or given as custom_objects. Known: {known}.</source>
            <translation>{module} 的 {name} 不是 Keras 自带的种类。自己的种类要用 register_keras_serializable 注册，或作为 custom_objects 给出。已知的有：{known}。</translation>
        </message>
        <message>
            <source>{name} on a tensor takes no further arguments: layers have Keras' own.</source>
            <translation>对张量使用 {name} 时不能再给其他参数：层采用 Keras 的默认值。</translation>
        </message>
        <message>
            <source>{name} puts the model {model} into itself, without end.</source>
            <translation>{name} 将模型 {model} 无限地放入其自身。</translation>
        </message>
        <message>
            <source>{name} should hold rows of {count} bytes called data. Get the archive again.</source>
            <translation>{name} 应包含名为 data、每行 {count} 字节的数据。请重新获取归档。</translation>
        </message>
        <message>
            <source>{name} should hold rows of {width} bytes, and has {size}. Get the archive again.</source>
            <translation>{name} 的每行应为 {width} 字节，实际共 {size} 字节。请重新获取存档。</translation>
        </message>
        <message>
            <source>{name} should hold {count} labels from 0 to {last}. Get the archive again.</source>
            <translation>{name} 应有 {count} 个 0 到 {last} 的标签。请重新获取存档。</translation>
        </message>
        <message>
            <source>{name} stands for a model that is not in this document: {model}.</source>
            <translation>{name} 指向此文档中不存在的模型：{model}。</translation>
        </message>
        <message>
            <source>{name} takes a tensor for {args}. Received: {given!r:.80}.</source>
            <translation>{name} 的 {args} 需要一个张量。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{name} takes layers, one after the other. Received: {given!r:.80}.</source>
            <translation>{name} 接受依次排列的层。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{name} takes no argument {args}.</source>
            <translation>{name} 没有参数 {args}。</translation>
        </message>
        <message>
            <source>{name} takes no parameters.</source>
            <translation>{name} 不接受参数。</translation>
        </message>
        <message>
            <source>{name} takes one input. Received: {m}.</source>
            <translation>{name} 只接受一个输入。收到：{m}。</translation>
        </message>
        <message>
            <source>{name} takes samples of shape {shape}, and no column of {dataset} that is still free gives such: {columns}.</source>
            <translation>{name} 需要形状为 {shape} 的样本,而 {dataset} 中尚未使用的列都不能给出:{columns}。</translation>
        </message>
        <message>
            <source>{name} takes whole numbers, but its data comes as {dtype}.</source>
            <translation>{name} 需要整数，但其数据是 {dtype}。</translation>
        </message>
        <message>
            <source>{name} takes {n} initial states, as its cell's state_size says. Received: {m}.</source>
            <translation>按其单元的 state_size，{name} 需要 {n} 个初始状态。收到：{m}。</translation>
        </message>
        <message>
            <source>{name} takes {n} inputs. Received: {m}.</source>
            <translation>{name} 接受 {n} 个输入。收到 {m} 个。</translation>
        </message>
        <message>
            <source>{name} waits for a wire at its port {port}.</source>
            <translation>{name} 的端口 {port} 等待连线。</translation>
        </message>
        <message>
            <source>{name} was changed by another program meanwhile, and left as it is.</source>
            <translation>{name} 在此期间被另一个程序修改过，保持原样。</translation>
        </message>
        <message>
            <source>{name} was changed by hand, or is damaged: its checksum is another.</source>
            <translation>{name} 被手工修改过，或已损坏：它的校验和不符。</translation>
        </message>
        <message>
            <source>{name}, line {line}</source>
            <translation>{name} 第 {line} 行</translation>
        </message>
        <message>
            <source>{name}, line {line}: a byte-order mark inside the table, as when files are joined. Remove it.</source>
            <translation>{name}，第 {line} 行：表格内有字节顺序标记，像是文件拼接所致。请移除它。</translation>
        </message>
        <message>
            <source>{name}, line {line}: a quotation mark opens here that never closes.</source>
            <translation>{name} 第 {line} 行：这里开始的引号没有结束。</translation>
        </message>
        <message>
            <source>{name}, line {line}: a zero byte. The file is damaged or not a table of text; UTF-16 without a byte-order mark must be chosen as encoding.</source>
            <translation>{name} 第 {line} 行：有一个零字节。文件已损坏或不是文本表格；没有字节顺序标记的 UTF-16 须在编码中选定。</translation>
        </message>
        <message>
            <source>{name}, line {line}: the letters are not stored as {encoding}. Choose another encoding, as in encoding=latin-1 (data.encoding in a project), or save the table as UTF-8.</source>
            <translation>{name} 第 {line} 行：文字不是以 {encoding} 存储的。请选择另一种编码，例如 encoding=latin-1（项目中为 data.encoding），或将表格另存为 UTF-8。</translation>
        </message>
        <message>
            <source>{name}, line {line}: the line never ends.</source>
            <translation>{name} 第 {line} 行：此行没有结尾。</translation>
        </message>
        <message>
            <source>{name}, line {line}: the line never ends. Is this a table?</source>
            <translation>{name}，第 {line} 行：该行没有结尾。这是表格吗？</translation>
        </message>
        <message>
            <source>{name}, line {line}: this is no JSON ({reason}).</source>
            <translation>{name} 第 {line} 行：这不是 JSON（{reason}）。</translation>
        </message>
        <message>
            <source>{name}, line {line}: {cell!r} stands above numbers, but the line is no header. If it is a title, leave it out by skip=1.</source>
            <translation>{name} 第 {line} 行：{cell!r} 位于数字之上，但这一行不是表头。若是标题，请用 skip=1 略去。</translation>
        </message>
        <message>
            <source>{name}, line {line}: {reason}.</source>
            <translation>{name}，第 {line} 行：{reason}。</translation>
        </message>
        <message>
            <source>{name}, line {line}: {received} cells where the other lines have {expected}. Add or remove cells, choose another delimiter, or leave out titles above the table, as in skip=1.</source>
            <translation>{name} 第 {line} 行：有 {received} 个单元格，其他行有 {expected} 个。请增删单元格，选择别的分隔符，或略去表格上方的标题，如 skip=1。</translation>
        </message>
        <message>
            <source>{name}, record {number}</source>
            <translation>{name} 第 {number} 条记录</translation>
        </message>
        <message>
            <source>{name}, row {row}</source>
            <translation>{name} 第 {row} 行</translation>
        </message>
        <message>
            <source>{name}: NumPy can't compute with symbolic tensors. Use keras.ops in its place.</source>
            <translation>{name}：NumPy 不能计算符号张量。请改用 keras.ops。</translation>
        </message>
        <message>
            <source>{name}: a cell of one's own is followed step by step. It takes (batch, steps, features) with a number of steps that is known: Input(shape=(steps, features)). Received: shape {shape}.</source>
            <translation>{name}：自定义单元按步展开，需要步数已知的 (batch, steps, features)：Input(shape=(steps, features))。收到的形状：{shape}。</translation>
        </message>
        <message>
            <source>{name}: a mask can only be given to a layer, not to a whole model.</source>
            <translation>{name}：掩码只能给某一层，不能给整个模型。</translation>
        </message>
        <message>
            <source>{name}: a model computes in one type. {single} was made to compute in float32, {double} in float64: give both the same dtype, or make both after the same set_floatx.</source>
            <translation>{name}：一个模型只以一种类型计算。{single} 以 float32 计算，{double} 以 float64 计算：请给两者相同的 dtype，或在同一次 set_floatx 之后创建两者。</translation>
        </message>
        <message>
            <source>{name}: adapt needs an array, or batches. Received: {given!r:.80}.</source>
            <translation>{name}：adapt 需要一个数组或若干批次。收到的是 {given!r:.80}。</translation>
        </message>
        <message>
            <source>{name}: adapt needs some data. Received: none.</source>
            <translation>{name}：adapt 需要数据。没有收到任何数据。</translation>
        </message>
        <message>
            <source>{name}: add_loss belongs into call, which computes what it adds.</source>
            <translation>{name}：add_loss 应放在 call 中，由它计算要加的内容。</translation>
        </message>
        <message>
            <source>{name}: add_metric is no more, in Keras neither. Return what is to be watched as another output, and give compile a metric for it.</source>
            <translation>{name}：add_metric 已不存在，Keras 中也是如此。请把要观察的量作为另一个输出返回，并在 compile 中为它给出指标。</translation>
        </message>
        <message>
            <source>{name}: an Input can only come first.</source>
            <translation>{name}：Input 只能放在最前面。</translation>
        </message>
        <message>
            <source>{name}: an input is not connected.</source>
            <translation>{name}：有输入未连接。</translation>
        </message>
        <message>
            <source>{name}: call adds to the loss, and computes something else while it is trained than after. Let it do one of the two.</source>
            <translation>{name}：call 既向损失添加项，训练时又与之后计算不同的内容。请只做其中之一。</translation>
        </message>
        <message>
            <source>{name}: call can't be given this: {reason}.</source>
            <translation>{name}：call 不能接受这些参数：{reason}。</translation>
        </message>
        <message>
            <source>{name}: call gives nothing. Let it return its result.</source>
            <translation>{name}：call 没有返回任何东西。请让它返回结果。</translation>
        </message>
        <message>
            <source>{name}: call gives other results while it is trained than after. Let it give as many, nested alike, both ways.</source>
            <translation>{name}：call 在训练时给出的结果与之后不同。请让两种情况给出同样数量、同样嵌套的结果。</translation>
        </message>
        <message>
            <source>{name}: call must give tensors, also in lists or dicts. It gave {given!r:.80}.</source>
            <translation>{name}：call 必须返回张量，也可放在列表或字典中。它返回了 {given!r:.80}。</translation>
        </message>
        <message>
            <source>{name}: column {column!r} has {received} rows but {first!r} has {expected}. All columns need the same number of rows.</source>
            <translation>{name}：列 {column!r} 有 {received} 行，而 {first!r} 有 {expected} 行。所有列的行数必须相同。</translation>
        </message>
        <message>
            <source>{name}: column {column!r} holds lists of unequal lists.</source>
            <translation>{name}：列 {column!r} 的列表中的列表长短不一。</translation>
        </message>
        <message>
            <source>{name}: column {column!r} is none of plain numbers.</source>
            <translation>{name}：列 {column!r} 不是普通的数字列。</translation>
        </message>
        <message>
            <source>{name}: its model is not in this document.</source>
            <translation>{name}：其模型不在此文档中。</translation>
        </message>
        <message>
            <source>{name}: layers of kind {kind} can be drawn and exported, but not trained here.</source>
            <translation>{name}：{kind} 类型的层可以绘制和导出，但不能在此训练。</translation>
        </message>
        <message>
            <source>{name}: mask can only be given with arrays. In a model masks come from the layers that make them: Embedding(mask_zero=True).</source>
            <translation>{name}：mask 只能与数组一起给出。在模型中，掩码来自产生它的层：Embedding(mask_zero=True)。</translation>
        </message>
        <message>
            <source>{name}: mask must hold true or false for each step, {want}. Received: {dtype}, {got}.</source>
            <translation>{name}：mask 必须为每一步给出真或假，形状 {want}。收到：{dtype}，{got}。</translation>
        </message>
        <message>
            <source>{name}: several inputs go into one list, layer([a, b]). Received a second one beside the first.</source>
            <translation>{name}：多个输入应放入一个列表，layer([a, b])。收到的是第一个输入之外的第二个输入。</translation>
        </message>
        <message>
            <source>{name}: the column {column!r} is called as the pictures are. Rename it.</source>
            <translation>{name}：列 {column!r} 与图片同名。请改名。</translation>
        </message>
        <message>
            <source>{name}: the letters are not stored as {encoding}. Choose another encoding or save the text as UTF-8.</source>
            <translation>{name}：文字不是以 {encoding} 存储的。请选择其他编码，或将文本另存为 UTF-8。</translation>
        </message>
        <message>
            <source>{name}: there are {n} labels, and another number of pictures.</source>
            <translation>{name}：有 {n} 个标签，而图片的数量不同。</translation>
        </message>
        <message>
            <source>{name}: there is nothing to adapt, its parameters say all.</source>
            <translation>{name}：没有可适应的，参数已说明一切。</translation>
        </message>
        <message>
            <source>{name}: training can only be given with arrays. In a model, fit trains and predict does not.</source>
            <translation>{name}：training 只能与数组一起给出。在模型中，fit 进行训练，predict 不训练。</translation>
        </message>
        <message>
            <source>{name}: training=True within a call is there for {kinds}. {kind} would act after training, too: leave training out, or compute it by keras.ops and keras.random.</source>
            <translation>{name}：在 call 中 training=True 只适用于 {kinds}。{kind} 在训练之后也会起作用：请去掉 training，或用 keras.ops 和 keras.random 计算。</translation>
        </message>
        <message>
            <source>{name}: weights must be a list of arrays. Received: {given!r:.80}.</source>
            <translation>{name}：权重必须是数组的列表。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{name}: {args} must be {n} tensors. Received: {m}.</source>
            <translation>{name}：{args} 必须是 {n} 个张量。实际收到：{m} 个。</translation>
        </message>
        <message>
            <source>{name}: {error}</source>
            <translation>{name}：{error}</translation>
        </message>
        <message>
            <source>{name}: {failure}</source>
            <translation>{name}：{failure}</translation>
        </message>
        <message>
            <source>{name}: {failure} It comes from {senders}.</source>
            <translation>{name}：{failure} 来自 {senders}。</translation>
        </message>
        <message>
            <source>{name}: {path} can't be computed with by itself, it is a weight of a layer of Keras' own. Call that layer, or make the weight by add_weight.</source>
            <translation>{name}：{path} 不能单独参与计算，它是 Keras 自带层的权重。请调用那个层，或用 add_weight 创建权重。</translation>
        </message>
        <message>
            <source>{n} layers can't be read. {reasons}</source>
            <translation>有 {n} 个层无法读取。{reasons}</translation>
        </message>
        <message>
            <source>{n} values do not fit {m} names.</source>
            <translation>{n} 个值与 {m} 个名称不匹配。</translation>
        </message>
        <message>
            <source>{n} whole numbers, or one for all</source>
            <translation>{n} 个整数，或共用一个</translation>
        </message>
        <message>
            <source>{origin} can't be fetched: {reason:.200}. Look whether this machine may reach it, or put the file to {path} yourself.</source>
            <translation>无法获取 {origin}：{reason:.200}。请查看这台机器能否访问它，或自己把文件放到 {path}。</translation>
        </message>
        <message>
            <source>{owner} can't hold {kind}: give it a layer.</source>
            <translation>{owner} 不能包含 {kind}：请给它一个层。</translation>
        </message>
        <message>
            <source>{owner} computes in {dtype}. Only float32 is supported.</source>
            <translation>{owner} 以 {dtype} 计算。只支持 float32。</translation>
        </message>
        <message>
            <source>{owner} computes the TensorFlow function tf.{name:.60}, which can't be read.</source>
            <translation>{owner} 计算 TensorFlow 函数 tf.{name:.60},无法读取。</translation>
        </message>
        <message>
            <source>{owner} does not say what its inputs and outputs are.</source>
            <translation>{owner} 没有说明它的输入和输出。</translation>
        </message>
        <message>
            <source>{owner} does not say which shape it has.</source>
            <translation>{owner} 没有说明它的形状。</translation>
        </message>
        <message>
            <source>{owner} does not say which shape its input has.</source>
            <translation>{owner} 没有说明其输入的形状。</translation>
        </message>
        <message>
            <source>{owner} has no layers.</source>
            <translation>{owner} 没有层。</translation>
        </message>
        <message>
            <source>{owner} holds layers of which only some are frozen. Freeze all of them or none.</source>
            <translation>{owner} 所含的层只有一部分被冻结。请全部冻结或都不冻结。</translation>
        </message>
        <message>
            <source>{owner} holds no list of layers.</source>
            <translation>{owner} 中没有层的列表。</translation>
        </message>
        <message>
            <source>{owner} is a {name}, a kind of layer that can't be read.</source>
            <translation>{owner} 是 {name}，这种类型的层无法读取。</translation>
        </message>
        <message>
            <source>{owner} is a {new}, not a {old}.</source>
            <translation>{owner} 是 {new}，而不是 {old}。</translation>
        </message>
        <message>
            <source>{owner} is another.</source>
            <translation>{owner} 不同。</translation>
        </message>
        <message>
            <source>{owner} is called twice with other arguments.</source>
            <translation>{owner} 以不同的参数被调用两次。</translation>
        </message>
        <message>
            <source>{owner} is called with the argument {name:.80}, which is not supported.</source>
            <translation>{owner} 被调用时带有不受支持的参数 {name:.80}。</translation>
        </message>
        <message>
            <source>{owner} is called with too many arguments.</source>
            <translation>{owner} 被调用时参数过多。</translation>
        </message>
        <message>
            <source>{owner} is fed by something that is no layer's output.</source>
            <translation>{owner} 的输入不是任何层的输出。</translation>
        </message>
        <message>
            <source>{owner} is fed by {name:.80}, call {n}, which is not there.</source>
            <translation>{owner} 的输入来自 {name:.80} 的调用 {n}，而它不存在。</translation>
        </message>
        <message>
            <source>{owner} is given a mask of its own making, which is not supported.</source>
            <translation>{owner} 被传入了自制的掩码，这不受支持。</translation>
        </message>
        <message>
            <source>{owner} is given the argument {name:.80} twice.</source>
            <translation>{owner} 的参数 {name:.80} 被给出两次。</translation>
        </message>
        <message>
            <source>{owner} is never called.</source>
            <translation>{owner} 从未被调用。</translation>
        </message>
        <message>
            <source>{owner} is not described as Keras describes it.</source>
            <translation>{owner} 的描述与 Keras 的不同。</translation>
        </message>
        <message>
            <source>{owner} is not described as Keras describes it: its {name} has no settings, but {given}.</source>
            <translation>{owner} 的描述与 Keras 的不同：其中的 {name} 没有设置，而是 {given}。</translation>
        </message>
        <message>
            <source>{owner} is of the class {name} of {module}, which is not one of Keras' own. Only these can be read; in Python also a class that is registered, or given as custom_objects.</source>
            <translation>{owner} 属于 {module} 的类 {name}，它不是 Keras 自带的。只能读取 Keras 自带的类；在 Python 中还可以读取已注册或作为 custom_objects 给出的类。</translation>
        </message>
        <message>
            <source>{owner} is the operation {name:.80}, which can't be read.</source>
            <translation>{owner} 是操作 {name:.80}，无法读取。</translation>
        </message>
        <message>
            <source>{owner} lies too deep inside other models.</source>
            <translation>{owner} 在其他模型中嵌套得太深。</translation>
        </message>
        <message>
            <source>{owner} must be an array: its rows differ in length or shape.</source>
            <translation>{owner} 必须是数组：它的各行长度或形状不同。</translation>
        </message>
        <message>
            <source>{owner} must be class numbers, 0, 1, 2… Received: {wrong:g}.</source>
            <translation>{owner} 必须是类别编号，即 0、1、2……收到：{wrong:g}。</translation>
        </message>
        <message>
            <source>{owner} must be numbers. Received: {given!r:.80}.</source>
            <translation>{owner} 必须是数字。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner} must be one of the known kinds of {category} ({known}). Received: {given!r:.80}.</source>
            <translation>{owner} 必须是已知的 {category} 种类之一（{known}）。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner} needs a model. Received: {given!r:.80}.</source>
            <translation>{owner} 需要一个模型。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner} needs an array of steps. Received: {given!r:.80}.</source>
            <translation>{owner} 需要由时间步组成的数组。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner} needs targets, what the outputs should be: y is None.</source>
            <translation>{owner} 需要目标，即输出应有的值：y 为 None。</translation>
        </message>
        <message>
            <source>{owner} needs the name of a folder. Received: {given!r:.80}.</source>
            <translation>{owner} 需要文件夹的名称。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner} takes texts, in rows of one length. Received: {given!r:.80}.</source>
            <translation>{owner} 接受文本，各行长度须相同。收到的是 {given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}, column {column!r}: {reason}</source>
            <translation>{owner}，列 {column!r}：{reason}</translation>
        </message>
        <message>
            <source>{owner}: a call is not described as Keras describes it.</source>
            <translation>{owner}：有一次调用的描述与 Keras 的不同。</translation>
        </message>
        <message>
            <source>{owner}: a layer has no name, or shares it with another: {name!r:.80}.</source>
            <translation>{owner}：有一个层没有名称，或与另一个层同名：{name!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: an InputLayer can only come first.</source>
            <translation>{owner}：InputLayer 只能在最前面。</translation>
        </message>
        <message>
            <source>{owner}: an equation is like ab,bc-&gt;ac, ...ab,bc-&gt;...ac or ab...,bc-&gt;ac... Received: {equation!r:.80}.</source>
            <translation>{owner}：等式形如 ab,bc-&gt;ac、...ab,bc-&gt;...ac 或 ab...,bc-&gt;ac... 实际收到：{equation!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: batch_size must be a whole number from 1, or None. Received: {given!r:.40}.</source>
            <translation>{owner}：batch_size 必须是从 1 起的整数或 None。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: class_names go with labels="inferred" alone.</source>
            <translation>{owner}：class_names 只能与 labels="inferred" 一起使用。</translation>
        </message>
        <message>
            <source>{owner}: class_names must be a list of names. Received: {given!r:.80}.</source>
            <translation>{owner}：class_names 必须是名称的列表。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: class_names must be names of subfolders. There is no {unknown}, only {found}.</source>
            <translation>{owner}：class_names 必须是子文件夹的名称。没有 {unknown}，只有 {found}。</translation>
        </message>
        <message>
            <source>{owner}: color_mode must be grayscale, rgb or rgba. Received: {given!r:.40}.</source>
            <translation>{owner}：color_mode 必须是 grayscale、rgb 或 rgba。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: data sets are Layerloom's own, for which format="tf", the default, stands. Grain is not used. Received: {given!r:.40}.</source>
            <translation>{owner}：数据集是 Layerloom 自己的，由默认的 format="tf" 表示。不使用 Grain。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: dtype must be float32, float64 or float16. Received: {given!r:.40}.</source>
            <translation>{owner}：dtype 必须是 float32、float64 或 float16。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: each batch must be a tuple, (x,), (x, y) or (x, y, sample_weight). Received: {given}.</source>
            <translation>{owner}：每个批次必须是元组 (x,)、(x, y) 或 (x, y, sample_weight)。收到：{given}。</translation>
        </message>
        <message>
            <source>{owner}: filepath must be the name of a file. Received: {given!r:.80}.</source>
            <translation>{owner}：filepath 必须是文件名。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: give two of the border before, the border behind and the target for the {axis}. Received: {before}, {after}, {target}.</source>
            <translation>{owner}:对于 {axis},请在前边框、后边框和目标尺寸三者中给出两个。收到:{before}、{after}、{target}。</translation>
        </message>
        <message>
            <source>{owner}: in the equation {equation} every letter stands once in a part; those of the kernel must stand in the input or the output too, and those of the output in the input or the kernel.</source>
            <translation>{owner}：在等式 {equation} 中，每个字母在一个部分里只能出现一次；核的字母必须也出现在输入或输出中，输出的字母必须出现在输入或核中。</translation>
        </message>
        <message>
            <source>{owner}: input {number} does not fit its input_spec, which expects {want}. Received: {got}.</source>
            <translation>{owner}：输入 {number} 不符合其 input_spec，期望 {want}。收到：{got}。</translation>
        </message>
        <message>
            <source>{owner}: input_shape must be sizes, the batch first, such as (None, 784). Received: {given!r:.80}.</source>
            <translation>{owner}：input_shape 必须是大小，批次在前，例如 (None, 784)。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: interpolation must be one of {known}. Received: {given!r:.40}.</source>
            <translation>{owner}：interpolation 必须是以下之一：{known}。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: its inputs are not its InputLayers.</source>
            <translation>{owner}：其输入不是它的 InputLayer。</translation>
        </message>
        <message>
            <source>{owner}: label_mode="binary" needs two classes. Found: {names}.</source>
            <translation>{owner}：label_mode="binary" 需要两个类别。找到的是：{names}。</translation>
        </message>
        <message>
            <source>{owner}: labels must be "inferred", None, or a list of class numbers, one a file. Received: {given!r:.80}.</source>
            <translation>{owner}：labels 必须是 "inferred"、None，或每个文件一个类别编号的列表。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: max_length must be a whole number from 1, or None. Received: {given!r:.40}.</source>
            <translation>{owner}：max_length 必须是从 1 起的整数或 None。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: no files are left for it in {folder}, of the endings {endings}.</source>
            <translation>{owner}：在 {folder} 中没有剩下后缀为 {endings} 的文件。</translation>
        </message>
        <message>
            <source>{owner}: pictures can be cropped or padded to a form, not both.</source>
            <translation>{owner}：图片可以裁剪或填充到某种比例，不能两者都做。</translation>
        </message>
        <message>
            <source>{owner}: seed must be a whole number below 2**32, or None. Received: {given!r:.40}.</source>
            <translation>{owner}：seed 必须是小于 2**32 的整数或 None。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: seed must be a whole number, a SeedGenerator or None. Received: {given!r:.80}.</source>
            <translation>{owner}：seed 必须是整数、SeedGenerator 或 None。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: shape must be sizes, whole numbers, such as (3, 2). Received: {shape!r:.80}.</source>
            <translation>{owner}：shape 必须是大小，即整数，例如 (3, 2)。收到：{shape!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: the borders of the {axis}, {size} pixels, would be {first} and {last}. Choose others, or another target.</source>
            <translation>{owner}:{axis} 为 {size} 像素,其边框会是 {first} 和 {last}。请另选边框或目标尺寸。</translation>
        </message>
        <message>
            <source>{owner}: the file's name must end in {ending}, since Keras reads no other. Received: {given:.200}.</source>
            <translation>{owner}：文件名必须以 {ending} 结尾，因为 Keras 不读取其他文件。收到：{given:.200}。</translation>
        </message>
        <message>
            <source>{owner}: the setting {key:.80} of {kind} is not supported.</source>
            <translation>{owner}：不支持 {kind} 的设置 {key:.80}。</translation>
        </message>
        <message>
            <source>{owner}: the setting {key} of {kind} is not supported.</source>
            <translation>{owner}：不支持 {kind} 的设置 {key}。</translation>
        </message>
        <message>
            <source>{owner}: the targets of {bound} were given to compile, as target_tensors. Give y for {free} only, or compile without them.</source>
            <translation>{owner}:{bound} 的目标已作为 target_tensors 交给 compile。请只为 {free} 给出 y,或者编译时不给它们。</translation>
        </message>
        <message>
            <source>{owner}: there are {n} labels, and {m} files in {folder}.</source>
            <translation>{owner}：有 {n} 个标签，而 {folder} 中有 {m} 个文件。</translation>
        </message>
        <message>
            <source>{owner}: there are {n} targets from start_index on, and windows begin up to step {last}.</source>
            <translation>{owner}：从 start_index 起有 {n} 个目标，而窗口的起点直到第 {last} 步。</translation>
        </message>
        <message>
            <source>{owner}: there is no {category} {given!r:.80}. The closest is {better}.</source>
            <translation>{owner}：没有名为 {given!r:.80} 的 {category}。最接近的是 {better}。</translation>
        </message>
        <message>
            <source>{owner}: these layers feed each other: {names}.</source>
            <translation>{owner}：这些层互为输入：{names}。</translation>
        </message>
        <message>
            <source>{owner}: validation_split and subset go together: which share is held out, and which part is wanted.</source>
            <translation>{owner}：validation_split 和 subset 要一起给：留出多少份额，以及要哪一部分。</translation>
        </message>
        <message>
            <source>{owner}: validation_split must lie between 0 and 1. Received: {given!r:.40}.</source>
            <translation>{owner}：validation_split 必须在 0 与 1 之间。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: without a seed the two parts would be shuffled differently, and share files. Give both calls the same seed, or shuffle=False.</source>
            <translation>{owner}：没有种子，两部分会以不同方式打乱，从而含有相同的文件。请给两次调用相同的 seed，或 shuffle=False。</translation>
        </message>
        <message>
            <source>{owner}: x gives no batch at all.</source>
            <translation>{owner}：x 没有给出任何批次。</translation>
        </message>
        <message>
            <source>{owner}: {message}</source>
            <translation>{owner}：{message}</translation>
        </message>
        <message>
            <source>{owner}: {name} can only be None here. Received: {given!r:.80}. Layers have no weights of low rank beside their own: set trainable to False, and add to its result what two small Dense layers make.</source>
            <translation>{owner}：{name} 在此只能为 None。收到：{given!r:.80}。层没有附加的低秩权重：请将 trainable 设为 False，并把两个小的 Dense 层对其输入的结果加到其输出上。</translation>
        </message>
        <message>
            <source>{owner}: {name} can only be {allowed} here. Received: {given!r:.80}.</source>
            <translation>{owner}：{name} 在此只能是 {allowed}。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: {name} can't be given beside x as a generator or data set, whose batches are (x, y) or (x, y, sample_weight).</source>
            <translation>{owner}：x 为生成器或数据集时不能另给 {name}，其批次已是 (x, y) 或 (x, y, sample_weight)。</translation>
        </message>
        <message>
            <source>{owner}: {name} is no {category} that can be read.</source>
            <translation>{owner}：{name} 不是可读取的 {category}。</translation>
        </message>
        <message>
            <source>{owner}: {name} must be (height, width), two whole numbers from 1. Received: {given!r:.40}.</source>
            <translation>{owner}：{name} 必须是（高, 宽），两个从 1 起的整数。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: {name} must be a list of texts. Received: {value!r:.80}.</source>
            <translation>{owner}：{name} 必须是文本列表。收到的是 {value!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: {name} must be a number, or an array of numbers. Received: {value!r:.80}.</source>
            <translation>{owner}：{name} 必须是一个数或数的数组。收到：{value!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: {name} must be a number, or lists of numbers that have one length. Received: {value!r:.80}.</source>
            <translation>{owner}：{name} 必须是一个数，或长度相同的数的列表。收到的是 {value!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: {name} must be a whole number from {least} to {most}, for there are {total} steps. Received: {given!r:.40}.</source>
            <translation>{owner}：{name} 必须是 {least} 到 {most} 的整数，因为共有 {total} 步。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: {name} must be a whole number from {least}. Received: {given!r:.40}.</source>
            <translation>{owner}：{name} 必须是从 {least} 起的整数。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: {name} must be above 0. Received: {given!r:.80}.</source>
            <translation>{owner}：{name} 必须大于 0。收到的是：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: {name} must be one of {choices}. Received: a model or a layer of one's own.</source>
            <translation>{owner}：{name} 必须是 {choices} 之一。收到：模型或自定义层。</translation>
        </message>
        <message>
            <source>{owner}: {name} must be one of {choices}. Received: {kind}.</source>
            <translation>{owner}：{name} 必须是 {choices} 之一。收到：{kind}。</translation>
        </message>
        <message>
            <source>{owner}: {name} must be one of {known}, or None. Received: {given!r:.40}.</source>
            <translation>{owner}：{name} 必须是 {known} 之一或 None。收到的是：{given!r:.40}。</translation>
        </message>
        <message>
            <source>{owner}: {name} must be {expected}. Received: {value!r:.80}.</source>
            <translation>{owner}：{name} 必须是 {expected}。收到：{value!r:.80}。</translation>
        </message>
        <message>
            <source>{owner}: {parameter} is {new}, not {old}.</source>
            <translation>{owner}：{parameter} 是 {new}，而不是 {old}。</translation>
        </message>
        <message>
            <source>{owner}: {path} is no folder.</source>
            <translation>{owner}：{path} 不是文件夹。</translation>
        </message>
        <message>
            <source>{part}: {message}</source>
            <translation>{part}：{message}</translation>
        </message>
        <message>
            <source>{path!r:.200} can't be a file name.</source>
            <translation>{path!r:.200} 不能作为文件名。</translation>
        </message>
        <message>
            <source>{path!r:.200} can't be a file name: {reason}.</source>
            <translation>{path!r:.200} 不能作为文件名：{reason}。</translation>
        </message>
        <message>
            <source>{path!r:.200} can't be the name of a folder.</source>
            <translation>{path!r:.200} 不能作为文件夹名。</translation>
        </message>
        <message>
            <source>{path} can't be a file name: {reason}.</source>
            <translation>{path} 不能作为文件名：{reason}。</translation>
        </message>
        <message>
            <source>{path} can't be opened or written here: permission denied.</source>
            <translation>无法在此打开或写入 {path}：没有权限。</translation>
        </message>
        <message>
            <source>{path} can't be opened: it is no archive, no HDF5 and no text, in which projects and models are kept. It is damaged, or something else.</source>
            <translation>无法打开 {path}：它不是压缩包、HDF5 或文本，而项目和模型以这些形式保存。它已损坏，或是别的东西。</translation>
        </message>
        <message>
            <source>{path} can't be opened: reading it failed as it never should ({kind}: {reason:.200}).</source>
            <translation>无法打开 {path}：读取时发生了不该发生的错误（{kind}：{reason:.200}）。</translation>
        </message>
        <message>
            <source>{path} can't be opened: reading it takes more memory than the {memory} that it may have.</source>
            <translation>无法打开 {path}：读取所需的内存超过允许的 {memory}。</translation>
        </message>
        <message>
            <source>{path} can't be opened: reading it was broken off after {seconds} seconds.</source>
            <translation>无法打开 {path}：读取超过 {seconds} 秒，已中止。</translation>
        </message>
        <message>
            <source>{path} can't be opened: the process that read it died ({ending}). The file is damaged, or a library that reads it has a fault.</source>
            <translation>无法打开 {path}：读取它的进程意外结束（{ending}）。文件已损坏，或者读取它的库有缺陷。</translation>
        </message>
        <message>
            <source>{path} can't be opened: what was read of it could not be handed over ({kind}).</source>
            <translation>无法打开 {path}：读到的内容无法交回（{kind}）。</translation>
        </message>
        <message>
            <source>{path} can't be opened: {reason}</source>
            <translation>无法打开 {path}：{reason}</translation>
        </message>
        <message>
            <source>{path} can't be reached: its drive reports an error ({reason}). Save it elsewhere.</source>
            <translation>无法访问 {path}：它所在的驱动器报告错误（{reason}）。请保存到别处。</translation>
        </message>
        <message>
            <source>{path} can't be read as the {archive} archive ({reason}). Expected {folders} or its .tar.gz.</source>
            <translation>无法将 {path} 作为 {archive} 存档读取（{reason}）。应为 {folders} 或其 .tar.gz。</translation>
        </message>
        <message>
            <source>{path} can't be read as {kind}.</source>
            <translation>无法把 {path} 作为 {kind} 读取。</translation>
        </message>
        <message>
            <source>{path} can't be read as {name}, with {keys}: {reason:.80}. Copy it again.</source>
            <translation>无法把 {path} 作为 {name}（含 {keys}）读取：{reason:.80}。请重新复制。</translation>
        </message>
        <message>
            <source>{path} can't be read: {reason}.</source>
            <translation>无法读取 {path}：{reason}。</translation>
        </message>
        <message>
            <source>{path} can't be read: {reason}. Copy it again.</source>
            <translation>无法读取 {path}：{reason}。请重新复制。</translation>
        </message>
        <message>
            <source>{path} can't take numbers that only a running model knows: what a call computes can be returned, and added to the loss by add_loss.</source>
            <translation>{path} 不能取只有运行中的模型才知道的数：call 的计算结果可以返回，也可用 add_loss 加到损失上。</translation>
        </message>
        <message>
            <source>{path} computes in float64. Here it computes in float32, but for Python's load_model.</source>
            <translation>{path} 以 float64 计算。这里以 float32 计算，只有 Python 的 load_model 例外。</translation>
        </message>
        <message>
            <source>{path} describes no model of Keras.</source>
            <translation>{path} 描述的不是 Keras 模型。</translation>
        </message>
        <message>
            <source>{path} does not exist, or its folder is gone.</source>
            <translation>{path} 不存在，或其文件夹已不在。</translation>
        </message>
        <message>
            <source>{path} does not hold {name}. Expected the folder {folders}, or its .tar.gz, complete.</source>
            <translation>{path} 中没有 {name}。应为完整的文件夹 {folders} 或其 .tar.gz。</translation>
        </message>
        <message>
            <source>{path} does not hold {part}-{what}. Expected the four files of MNIST, such as train-images-idx3-ubyte.gz.</source>
            <translation>{path} 中没有 {part}-{what}。应有 MNIST 的四个文件，例如 train-images-idx3-ubyte.gz。</translation>
        </message>
        <message>
            <source>{path} exists already and was left as it is. Give another name.</source>
            <translation>{path} 已存在，保持原样。请另取名称。</translation>
        </message>
        <message>
            <source>{path} exists already, and is not as this command left it: it stays as it is. Give another name, or --force to replace it.</source>
            <translation>{path} 已经存在，而且不是本命令留下的样子：它保持原样。请换一个名称，或用 --force 替换它。</translation>
        </message>
        <message>
            <source>{path} has no array whose name ends in {end}.</source>
            <translation>{path} 中没有名称以 {end} 结尾的数组。</translation>
        </message>
        <message>
            <source>{path} has no sheet with anything in it.</source>
            <translation>{path} 中没有任何有内容的工作表。</translation>
        </message>
        <message>
            <source>{path} has no sheet {sheet!r}. It has: {sheets}.</source>
            <translation>{path} 没有工作表 {sheet!r}。现有：{sheets}。</translation>
        </message>
        <message>
            <source>{path} has no subfolder {name!r}.</source>
            <translation>{path} 没有子文件夹 {name!r}。</translation>
        </message>
        <message>
            <source>{path} has sparse weights, or too many nodes.</source>
            <translation>{path} 含有稀疏权重，或节点过多。</translation>
        </message>
        <message>
            <source>{path} holds an array of shape {want}. Received: shape {got}.</source>
            <translation>{path} 保存形状为 {want} 的数组。收到：形状 {got}。</translation>
        </message>
        <message>
            <source>{path} holds numbers. Received: {given!r:.80}.</source>
            <translation>{path} 存放数值。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{path} holds weights that are no numbers (NaN or infinite), in {layers:.200}: what it predicts is none either.</source>
            <translation>{path} 在 {layers:.200} 中含有不是数的权重(NaN 或无穷大):它的预测也不会是数。</translation>
        </message>
        <message>
            <source>{path} is a file of the kind {kind}: it holds neither a project nor a model.</source>
            <translation>{path} 是 {kind} 类的文件：其中既没有项目也没有模型。</translation>
        </message>
        <message>
            <source>{path} is a file, so it can't be the folder of a run. Give another name by -o.</source>
            <translation>{path} 是文件，不能作为运行的文件夹。请用 -o 另取名称。</translation>
        </message>
        <message>
            <source>{path} is a file, so runs can't be kept there. Give a folder by -o.</source>
            <translation>{path} 是文件，不能存放运行结果。请用 -o 指定一个文件夹。</translation>
        </message>
        <message>
            <source>{path} is a folder, but of no run and no model: {run} or {config} is missing in it.</source>
            <translation>{path} 是一个文件夹，但不属于任何运行或模型：其中缺少 {run} 或 {config}。</translation>
        </message>
        <message>
            <source>{path} is a folder, not a file.</source>
            <translation>{path} 是文件夹，而不是文件。</translation>
        </message>
        <message>
            <source>{path} is a pipe or a device, not a file.</source>
            <translation>{path} 是管道或设备，不是文件。</translation>
        </message>
        <message>
            <source>{path} is damaged or no .keras file: {reason}. Save it again.</source>
            <translation>{path} 已损坏或不是 .keras 文件：{reason}。请重新保存。</translation>
        </message>
        <message>
            <source>{path} is damaged or no .npz archive: {reason}. Copy it again or save it by numpy.savez.</source>
            <translation>{path} 已损坏或不是 .npz 压缩包：{reason}。请重新复制，或用 numpy.savez 重新保存。</translation>
        </message>
        <message>
            <source>{path} is damaged or no ONNX file: {reason:.120}.</source>
            <translation>{path} 已损坏或不是 ONNX 文件：{reason:.120}。</translation>
        </message>
        <message>
            <source>{path} is damaged or no workbook: {reason}. Copy or save it again.</source>
            <translation>{path} 已损坏或不是工作簿：{reason}。请重新复制或保存。</translation>
        </message>
        <message>
            <source>{path} is damaged: it holds no whole state of a training.</source>
            <translation>{path} 已损坏：其中没有完整的训练状态。</translation>
        </message>
        <message>
            <source>{path} is empty: it holds neither a project nor a model.</source>
            <translation>{path} 是空的：其中既没有项目也没有模型。</translation>
        </message>
        <message>
            <source>{path} is empty: it holds no network.</source>
            <translation>{path} 是空的：里面没有网络。</translation>
        </message>
        <message>
            <source>{path} is larger than an .xls file can be.</source>
            <translation>{path} 比 .xls 文件可能的大小还大。</translation>
        </message>
        <message>
            <source>{path} is larger than any file of weights of this model: over {limit} bytes.</source>
            <translation>{path} 大于此模型任何可能的权重文件：超过 {limit} 字节。</translation>
        </message>
        <message>
            <source>{path} is larger than {limit} bytes.</source>
            <translation>{path} 大于 {limit} 字节。</translation>
        </message>
        <message>
            <source>{path} is neither a file nor a folder. Save the data as a file first.</source>
            <translation>{path} 既不是文件也不是文件夹。请先把数据保存为文件。</translation>
        </message>
        <message>
            <source>{path} is no file of bytes in MNIST's format. Expected two noughts, 8, and the number of axes.</source>
            <translation>{path} 不是 MNIST 格式的字节文件。开头应为两个零、8 和轴数。</translation>
        </message>
        <message>
            <source>{path} is no journal that can be read.</source>
            <translation>{path} 不是能读取的日志。</translation>
        </message>
        <message>
            <source>{path} is no kind of data that is known. Expected a file that ends in {suffixes}, or a folder of files by class.</source>
            <translation>{path} 不是已知的数据类型。应为以 {suffixes} 结尾的文件，或按类别存放文件的文件夹。</translation>
        </message>
        <message>
            <source>{path} is no model: neither an archive nor HDF5, and no text in UTF-8.</source>
            <translation>{path} 不是模型:既不是压缩包也不是 HDF5,也不是 UTF-8 文本。</translation>
        </message>
        <message>
            <source>{path} is no notebook.</source>
            <translation>{path} 不是笔记本。</translation>
        </message>
        <message>
            <source>{path} is no text in UTF-8.</source>
            <translation>{path} 不是 UTF-8 文本。</translation>
        </message>
        <message>
            <source>{path} is no text in UTF-8. Save it as such, or take it away.</source>
            <translation>{path} 不是 UTF-8 文本。请另存为 UTF-8，或将其移走。</translation>
        </message>
        <message>
            <source>{path} is not a folder. Expected one with a subfolder for each class.</source>
            <translation>{path} 不是文件夹。应为每个类别一个子文件夹的文件夹。</translation>
        </message>
        <message>
            <source>{path} is not the folder of a run: it has no document.loom.</source>
            <translation>{path} 不是运行的文件夹：其中没有 document.loom。</translation>
        </message>
        <message>
            <source>{path} is not the folder of a sweep: it has no {base}.</source>
            <translation>{path} 不是扫描的文件夹：其中没有 {base}。</translation>
        </message>
        <message>
            <source>{path} is not unpacked: its {name!r:.60} is neither a file nor a folder.</source>
            <translation>没有解开 {path}：其中的 {name!r:.60} 既不是文件也不是文件夹。</translation>
        </message>
        <message>
            <source>{path} is not unpacked: {reason:.80}.</source>
            <translation>没有解开 {path}：{reason:.80}。</translation>
        </message>
        <message>
            <source>{path} is not unpacked: {reason}.</source>
            <translation>没有解开 {path}：{reason}。</translation>
        </message>
        <message>
            <source>{path} is protected by a password. Save it without one.</source>
            <translation>{path} 有密码保护。请去掉密码后保存。</translation>
        </message>
        <message>
            <source>{path} is read as numbers where a call is traced: use keras.ops in place of NumPy, so that the weight itself takes part.</source>
            <translation>{path} 在追踪 call 时被当作数来读取：请用 keras.ops 代替 NumPy，使权重本身参与计算。</translation>
        </message>
        <message>
            <source>{path} is the folder of a sweep already: --resume {path} goes on with it.</source>
            <translation>{path} 已经是一个扫描的文件夹：--resume {path} 可继续它。</translation>
        </message>
        <message>
            <source>{path} is there already and overwrite is False. Choose another name, or overwrite=True.</source>
            <translation>{path} 已经存在，而 overwrite 为 False。请换一个名称，或使用 overwrite=True。</translation>
        </message>
        <message>
            <source>{path} is too large for a script.</source>
            <translation>{path} 对脚本来说太大。</translation>
        </message>
        <message>
            <source>{path} is too large for the description of a model.</source>
            <translation>{path} 作为模型的描述太大了。</translation>
        </message>
        <message>
            <source>{path} keeps the weights of {name:.80} in another file, which is not read. Save it as one file.</source>
            <translation>{path} 把 {name:.80} 的权重存放在另一个不会读取的文件中。请保存为单个文件。</translation>
        </message>
        <message>
            <source>{path} should hold {expected} bytes for the shape {shape}, but holds {received}. Copy it again.</source>
            <translation>{path} 按形状 {shape} 应有 {expected} 字节，实际为 {received}。请重新复制。</translation>
        </message>
        <message>
            <source>{path} was compiled with something that can't be read, which is left out: {reasons}</source>
            <translation>{path} 编译时用到了无法读取的东西,已略去:{reasons}</translation>
        </message>
        <message>
            <source>{path} was made on Theano: the kernels of its convolutions are turned around here.</source>
            <translation>{path} 是在 Theano 上生成的:其卷积核在这里被翻转。</translation>
        </message>
        <message>
            <source>{path}: its input {name:.80} is no array of numbers with a batch.</source>
            <translation>{path}：其输入 {name:.80} 不是带批次的数值数组。</translation>
        </message>
        <message>
            <source>{path}: its output {name:.80} is a constant.</source>
            <translation>{path}：其输出 {name:.80} 是常量。</translation>
        </message>
        <message>
            <source>{path}: the images for training and those for testing have two sizes.</source>
            <translation>{path}：训练图像与测试图像的大小不同。</translation>
        </message>
        <message>
            <source>{path}: the images have the shape {images}, the labels {labels}. There must be one label for each.</source>
            <translation>{path}：图像的形状为 {images}，标签为 {labels}。每个图像须有一个标签。</translation>
        </message>
        <message>
            <source>{path}: the node {name:.80} ({op:.60}) can't be read: {reason}.</source>
            <translation>{path}：无法读取节点 {name:.80}（{op:.60}）：{reason}。</translation>
        </message>
        <message>
            <source>{path}: the samples of its output {name:.80} do not lie along the first axis.</source>
            <translation>{path}：其输出 {name:.80} 的样本不在第一个轴上。</translation>
        </message>
        <message>
            <source>{path}: these layers can't be read and stand as boxes that keep what the file says of them: {names}. The weights stay in the file.</source>
            <translation>{path}:这些层无法读取,显示为保留文件描述的方框:{names}。权重留在文件中。</translation>
        </message>
        <message>
            <source>{path}: weights can't be frozen one by one. Freeze the layer: layer.trainable = False.</source>
            <translation>{path}：权重不能逐个冻结。请冻结整个层：layer.trainable = False。</translation>
        </message>
        <message>
            <source>{path}: {cells} cells are spread over {rows} rows and {columns} columns, which would fill the memory with empty cells. Copy the table into a new sheet.</source>
            <translation>{path}：{cells} 个单元格分散在 {rows} 行 {columns} 列中，会让空单元格占满内存。请把表格复制到一张新工作表。</translation>
        </message>
        <message>
            <source>{path}: {reason}.</source>
            <translation>{path}：{reason}。</translation>
        </message>
        <message>
            <source>{place} is empty: it names no columns.</source>
            <translation>{place} 是空的：没有列名。</translation>
        </message>
        <message>
            <source>{place}: column {column!r} has no list here.</source>
            <translation>{place}：列 {column!r} 在此处没有列表。</translation>
        </message>
        <message>
            <source>{place}: column {column!r} holds numbers but here stands {cell!r}. Mend the cell, or list the column under text columns.</source>
            <translation>{place}：列 {column!r} 是数字，但这里是 {cell!r}。请修正该单元格，或把此列列为文本列。</translation>
        </message>
        <message>
            <source>{place}: expected a record such as {{"x": 1, "y": 2}}. Received: {given!r:.60}.</source>
            <translation>{place}：应为形如 {{"x": 1, "y": 2}} 的记录。收到：{given!r:.60}。</translation>
        </message>
        <message>
            <source>{place}: the lists of column {column!r} from here on are not all of {kind}.</source>
            <translation>{place}：列 {column!r} 从此处起的列表并非都是 {kind}。</translation>
        </message>
        <message>
            <source>{place}: two columns are called {label!r}. Rename one.</source>
            <translation>{place}：有两列都叫 {label!r}。请改名。</translation>
        </message>
        <message>
            <source>{place}: {cell!r} in column {column!r} is larger than any number that can be computed with.</source>
            <translation>{place}：列 {column!r} 中的 {cell!r} 大于可计算的最大数。</translation>
        </message>
        <message>
            <source>{place}: {count} columns have the name of another; a second {name} is called {label} here.</source>
            <translation>{place}：有 {count} 列与别的列同名；第二个 {name} 在这里称为 {label}。</translation>
        </message>
        <message>
            <source>{problem} To mend it: {mend}.</source>
            <translation>{problem} 修正方法：{mend}。</translation>
        </message>
        <message>
            <source>{reason}</source>
            <translation>{reason}</translation>
        </message>
        <message>
            <source>{reason} Or leave out what is damaged, by {remedy}.</source>
            <translation>{reason} 或用 {remedy} 略去损坏的文件。</translation>
        </message>
        <message>
            <source>{reason} at character {column}</source>
            <translation>{reason}，位于第 {column} 个字符</translation>
        </message>
        <message>
            <source>{role} {name!r} expects samples of shape {expected}, but column {column!r} gives {received}. {mend}</source>
            <translation>{role} {name!r} 需要形状为 {expected} 的样本，但列 {column!r} 给出 {received}。{mend}</translation>
        </message>
        <message>
            <source>{role} {name!r} has no data. Bind it to a column of {dataset}: {columns}.</source>
            <translation>{role} {name!r} 没有数据。请将其绑定到 {dataset} 的某列：{columns}。</translation>
        </message>
        <message>
            <source>{role} {name!r} takes texts, which only programs in Python can give so far. Give it numbers, or write such a program.</source>
            <translation>{role} {name!r} 接受文本，目前只有 Python 程序能提供文本。请给它数，或编写这样的程序。</translation>
        </message>
        <message>
            <source>{role} {name!r} takes whole numbers, but column {column!r} gives {received}. Add the step Integer if they are whole, or choose another column.</source>
            <translation>{role} {name!r} 需要整数，但列 {column!r} 给出 {received}。若本为整数请添加 Integer 步骤，否则请选择其他列。</translation>
        </message>
        <message>
            <source>{role} {name!r}: {reason}</source>
            <translation>{role} {name!r}：{reason}</translation>
        </message>
        <message>
            <source>{run} is in its epoch {done} already, so it can't end with epoch {epochs}.</source>
            <translation>{run} 已经在第 {done} 轮，不能在第 {epochs} 轮结束。</translation>
        </message>
        <message>
            <source>{run} was ended before its first step: there is nothing to resume. Train it anew.</source>
            <translation>{run} 在第一步之前就结束了：没有可以恢复的内容。请重新训练。</translation>
        </message>
        <message>
            <source>{run} was finished: there is nothing to resume. To train it further: layerloom train {run} --weights {weights}.</source>
            <translation>{run} 已经完成：没有可以恢复的内容。要继续训练：layerloom train {run} --weights {weights}。</translation>
        </message>
        <message>
            <source>{table}, row {row}, counted from 0: there is no file {file!r} in {folder}. Names start at the folder of the table, or at the one that is chosen.</source>
            <translation>{table}，第 {row} 行（从 0 数起）：{folder} 中没有文件 {file!r}。文件名从表格所在的文件夹或所选的文件夹起算。</translation>
        </message>
        <message>
            <source>{table}: column {column!r} holds no names of files.</source>
            <translation>{table}：列 {column!r} 不含文件名。</translation>
        </message>
        <message>
            <source>{table}: column {column!r} names no file in row {row}, counted from 0.</source>
            <translation>{table}：列 {column!r} 在第 {row} 行（从 0 数起）没有文件名。</translation>
        </message>
        <message>
            <source>{text!r} is no date that is written {how}. Mend it, or set the format of DateParts.</source>
            <translation>{text!r} 不是以 {how} 书写的日期。请修正它，或设置 DateParts 的 format。</translation>
        </message>
        <message>
            <source>{text:.40} is larger than any number that can be stored.</source>
            <translation>{text:.40} 大于可存储的任何数。</translation>
        </message>
        <message>
            <source>{text:.40} is larger than any whole number that can be stored.</source>
            <translation>{text:.40} 大于可存储的任何整数。</translation>
        </message>
        <message>
            <source>{text} is not a number that can be stored.</source>
            <translation>{text} 不是可存储的数。</translation>
        </message>
        <message>
            <source>{text} is not closed.</source>
            <translation>{text} 没有闭合。</translation>
        </message>
        <message>
            <source>{total} numbers of shape {shape} can't be reshaped to {target}.</source>
            <translation>形状为 {shape} 的 {total} 个数不能变形为 {target}。</translation>
        </message>
        <message>
            <source>{trouble} The training goes on.</source>
            <translation>{trouble} 训练继续进行。</translation>
        </message>
        <message>
            <source>{trouble} The training goes on; until there is room again, it can be resumed only from its last checkpoint.</source>
            <translation>{trouble} 训练继续进行；在重新有空间之前，只能从上一个检查点恢复。</translation>
        </message>
        <message>
            <source>{trouble} The training goes on; until there is room again, it can't be resumed.</source>
            <translation>{trouble} 训练继续进行;在腾出空间之前,它无法恢复。</translation>
        </message>
        <message>
            <source>{trouble} What was written to {run} is whole.</source>
            <translation>{trouble}写入 {run} 的内容是完整的。</translation>
        </message>
        <message>
            <source>{trouble} {help}</source>
            <translation>{trouble}{help}</translation>
        </message>
        <message>
            <source>{typed!r} is no number. Ask for numbers as in &gt; 30, = 2 or missing.</source>
            <translation>{typed!r} 不是数。请这样查询：&gt; 30、= 2 或“缺失”。</translation>
        </message>
        <message>
            <source>{user} uses {kind}, a {category} of the package {module}. Keras has none of that name, so that a script for Keras can't be written. Choose one of Keras' own.</source>
            <translation>{user} 使用了 {kind}，它是包 {module} 中的 {category}。Keras 中没有这个名称，因此无法写出 Keras 脚本。请选择 Keras 自带的。</translation>
        </message>
        <message>
            <source>{what} can't be read as an array of numbers: {kind}{reason}. Give a NumPy array of it.</source>
            <translation>无法将 {what} 读作数字数组:{kind}{reason}。请给出由它得到的 NumPy 数组。</translation>
        </message>
        <message>
            <source>{what} has no entry for each of the {n} outputs.</source>
            <translation>{what} 没有为 {n} 个输出各给出一项。</translation>
        </message>
        <message>
            <source>{what} has no entry for {missing}. Expected: {names}.</source>
            <translation>{what} 缺少 {missing} 的一项。应有：{names}。</translation>
        </message>
        <message>
            <source>{what} has no entry for {missing}. Expected: {names}. Received: {given}.</source>
            <translation>{what} 中没有 {missing} 的条目。应有:{names}。收到:{given}。</translation>
        </message>
        <message>
            <source>{what} has {n} entries for {m} outputs.</source>
            <translation>{what} 有 {n} 项，而输出有 {m} 个。</translation>
        </message>
        <message>
            <source>{what} is a frame that has not been computed yet. Give {what}.collect().</source>
            <translation>{what} 是尚未计算的数据框。请给出 {what}.collect()。</translation>
        </message>
        <message>
            <source>{what} is not known here.</source>
            <translation>这里不知道{what}。</translation>
        </message>
        <message>
            <source>{what} must be a JSON object. Received: {given!r:.80}.</source>
            <translation>{what} 必须是 JSON 对象。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{what} must be a list or a dict for a model with {n} outputs. Received: {given!r}.</source>
            <translation>对于有 {n} 个输出的模型，{what} 必须是列表或字典。收到的是：{given!r}。</translation>
        </message>
        <message>
            <source>{what} must be numbers. Received: {other!r:.60} in the column {column}, row {row}. Leave the column out, or make numbers of it.</source>
            <translation>{what} 必须是数。收到:列 {column} 第 {row} 行的 {other!r:.60}。请去掉该列,或把它转换为数。</translation>
        </message>
        <message>
            <source>{what} names an output that is not there: {names!r:.200}.</source>
            <translation>{what} 指名了不存在的输出：{names!r:.200}。</translation>
        </message>
        <message>
            <source>{what} names {unknown}, but the model's outputs are {names}.</source>
            <translation>{what} 指名了 {unknown}，但模型的输出是 {names}。</translation>
        </message>
        <message>
            <source>{what} needs one entry for each of the {n} outputs. Received: {m}.</source>
            <translation>{what} 需要为 {n} 个输出各给出一项。收到 {m} 项。</translation>
        </message>
        <message>
            <source>{what} needs {n} arrays, for {names}: give a list in this order, or a dict by these names. Received: {m}, of {shapes}.</source>
            <translation>{what} 需要 {n} 个数组,对应 {names}:请按此顺序给出列表,或按这些名称给出字典。收到 {m} 个,形状为 {shapes}。</translation>
        </message>
        <message>
            <source>{what} would need {needed} of memory; {allowed} may be used. Save it as .npy, which is read from disk while training, or use fewer samples.</source>
            <translation>{what} 需要 {needed} 内存，可用 {allowed}。请保存为 .npy（训练时从磁盘读取），或使用更少的样本。</translation>
        </message>
        <message>
            <source>{what}, or None</source>
            <translation>{what}，或 None</translation>
        </message>
        <message>
            <source>{what}: {loss} can't be a metric here, which compares row by row. Leave it out, or take it as a loss.</source>
            <translation>{what}：{loss} 在此不能作为指标，因为指标逐行比较。请去掉它，或将其用作损失。</translation>
        </message>
        <message>
            <source>{where:.200} must be {expected}. Received: {given!r:.80}.</source>
            <translation>{where:.200} 必须是 {expected}。收到：{given!r:.80}。</translation>
        </message>
        <message>
            <source>{where} does not hold an array of plain numbers. Objects, texts and structures can't be read; convert to float32 or int64 and save again.</source>
            <translation>{where} 不是普通数的数组。无法读取对象、文本和结构；请转换为 float32 或 int64 后重新保存。</translation>
        </message>
        <message>
            <source>{where} ends after {at} of {size} bytes. Copy or save it again.</source>
            <translation>{where} 在 {size} 字节中的第 {at} 字节处结束。请重新复制或保存。</translation>
        </message>
        <message>
            <source>{where} ends inside its header. Copy or save it again.</source>
            <translation>{where} 在文件头内结束。请重新复制或保存。</translation>
        </message>
        <message>
            <source>{where} has a header of {length} bytes, far more than an array of plain numbers needs.</source>
            <translation>{where} 的文件头有 {length} 字节，远多于普通数组所需。</translation>
        </message>
        <message>
            <source>{where} has an impossible shape.</source>
            <translation>{where} 的形状不可能存在。</translation>
        </message>
        <message>
            <source>{where} has bytes after its last number. Save it again.</source>
            <translation>{where} 的最后一个数之后还有字节。请重新保存。</translation>
        </message>
        <message>
            <source>{where} has version {major}.{minor} of NumPy's format; 1.0, 2.0 and 3.0 can be read.</source>
            <translation>{where} 为 NumPy 格式版本 {major}.{minor}；可读取 1.0、2.0 和 3.0。</translation>
        </message>
        <message>
            <source>{where} holds no weights of some layers. Save it again.</source>
            <translation>{where} 缺少某些层的权重。请重新保存。</translation>
        </message>
        <message>
            <source>{where} holds numbers of type {kind}{size}; booleans, whole numbers and floats of 1 to 8 bytes can be read. Convert by astype('float32') and save again.</source>
            <translation>{where} 的数值类型为 {kind}{size}；可读取布尔、整数和 1 到 8 字节的浮点数。请用 astype('float32') 转换后重新保存。</translation>
        </message>
        <message>
            <source>{where} holds weights, but no network to go with them. Open or build the network, and load the weights into it.</source>
            <translation>{where} 含有权重,但没有对应的网络。请打开或搭建网络,再把权重载入其中。</translation>
        </message>
        <message>
            <source>{where} is a single number. An array with one row per sample is needed.</source>
            <translation>{where} 是单个数。需要每个样本一行的数组。</translation>
        </message>
        <message>
            <source>{where} is damaged or no .safetensors file: {reason:.120}.</source>
            <translation>{where} 已损坏或不是 .safetensors 文件：{reason:.120}。</translation>
        </message>
        <message>
            <source>{where} is damaged or no HDF5 file: {reason:.120}. Save it again.</source>
            <translation>{where} 已损坏或不是 HDF5 文件:{reason:.120}。请重新保存。</translation>
        </message>
        <message>
            <source>{where} is no file of weights: at {path:.100} it holds {what}.</source>
            <translation>{where} 不是权重文件：它在 {path:.100} 处是 {what}。</translation>
        </message>
        <message>
            <source>{where} is not a NumPy array: it should begin with the letters NUMPY. Save it by numpy.save.</source>
            <translation>{where} 不是 NumPy 数组：应以字母 NUMPY 开头。请用 numpy.save 保存。</translation>
        </message>
        <message>
            <source>{where} is not a file of the CIFAR-10 python archive: {reason}. Get the archive again from its authors.</source>
            <translation>{where} 不是 CIFAR-10 python 归档的文件：{reason}。请从其作者处重新获取。</translation>
        </message>
        <message>
            <source>{where} is not of this model: a weight of its layer {name:.100} has shape {got:.60}, but the model's has {want}.</source>
            <translation>{where} 不属于此模型:它的层 {name:.100} 有一个权重形状为 {got:.60},而模型的是 {want}。</translation>
        </message>
        <message>
            <source>{where} is not of this model: it holds no weights for {names:.200}.</source>
            <translation>{where} 不属于此模型:它没有 {names:.200} 的权重。</translation>
        </message>
        <message>
            <source>{where} is not of this model: it holds weights of the layer {name:.80}, which the model hasn't.</source>
            <translation>{where} 不属于此模型:它含有层 {name:.80} 的权重,而模型没有这个层。</translation>
        </message>
        <message>
            <source>{where} is not of this model: it holds weights of {n} layers ({theirs:.200}), the model has {m} ({ours:.200}).</source>
            <translation>{where} 不属于此模型:它含有 {n} 个层的权重({theirs:.200}),模型有 {m} 个({ours:.200})。</translation>
        </message>
        <message>
            <source>{where} is not of this model: it holds {n} weights where the model has {m}; the model has no layer for {path:.100}.</source>
            <translation>{where} 不属于此模型:它含有 {n} 个权重,而模型有 {m} 个;模型没有与 {path:.100} 对应的层。</translation>
        </message>
        <message>
            <source>{where} is not of this model: the weights of its layer {theirs:.80} have the shapes {got:.120}, those of the model's layer {ours:.80} {want:.120}.</source>
            <translation>{where} 不属于此模型:它的层 {theirs:.80} 的权重形状为 {got:.120},模型的层 {ours:.80} 的为 {want:.120}。</translation>
        </message>
        <message>
            <source>{where} is not of this model: {reason}.</source>
            <translation>{where} 不属于这个模型：{reason}。</translation>
        </message>
        <message>
            <source>{where} is stored column by column (Fortran order), so that samples aren't side by side. Save numpy.ascontiguousarray(array) instead.</source>
            <translation>{where} 按列存储（Fortran 顺序），样本不相邻。请改为保存 numpy.ascontiguousarray(array)。</translation>
        </message>
        <message>
            <source>{where} knows no {key!r:.60}, so that it changes nothing. It knows: {known}.</source>
            <translation>{where} 中没有名为 {key!r:.60} 的键，因此它不起任何作用。可用的有：{known}。</translation>
        </message>
        <message>
            <source>{where} knows no {key!r:.60}, so that it changes nothing. The closest is {better}.</source>
            <translation>{where} 中没有名为 {key!r:.60} 的键，因此它不起任何作用。最接近的是 {better}。</translation>
        </message>
        <message>
            <source>{where} should hold {expected} bytes for shape {shape} of {dtype}, but holds {received}. It is damaged; copy or save it again.</source>
            <translation>{where} 形状 {shape}、类型 {dtype} 应有 {expected} 字节，但只有 {received}。文件已损坏；请重新复制或保存。</translation>
        </message>
        <message>
            <source>{where}.{key} is a layer of {model:.70}, where it is not described.</source>
            <translation>{where}.{key} 是 {model:.70} 的层，但那里没有它的描述。</translation>
        </message>
        <message>
            <source>{where}: the id {id} stands for two things.</source>
            <translation>{where}：标识 {id} 代表两样东西。</translation>
        </message>
        <message>
            <source>{where}: {call} {what} that is not there, {missing:.70}.</source>
            <translation>{where}：{call} {what} 不存在：{missing:.70}。</translation>
        </message>
        <message>
            <source>{word} is not understood here. Parameters are given by name as well: {names}.</source>
            <translation>这里看不懂 {word}。参数也可以按名称给出：{names}。</translation>
        </message>
        <message>
            <source>{word} is not understood. Is it {better}?</source>
            <translation>看不懂 {word}。是不是 {better}？</translation>
        </message>
        <message>
            <source>{word} may be {choices}.</source>
            <translation>{word} 可能是 {choices}。</translation>
        </message>
        <message>
            <source>… and {count} more.</source>
            <translation>……还有 {count} 项。</translation>
        </message>
    </context>
    <context>
        <name>kind</name>
        <message>
            <source>AUC</source>
            <translation>AUC</translation>
        </message>
        <message>
            <source>CTC</source>
            <translation>CTC</translation>
        </message>
        <message>
            <source>F beta score</source>
            <translation>Fβ 分数</translation>
        </message>
        <message>
            <source>F1 score</source>
            <translation>F1 分数</translation>
        </message>
        <message>
            <source>IoU</source>
            <translation>IoU</translation>
        </message>
        <message>
            <source>KL divergence</source>
            <translation>KL 散度</translation>
        </message>
        <message>
            <source>L1</source>
            <translation>L1</translation>
        </message>
        <message>
            <source>L1 L2</source>
            <translation>L1 与 L2</translation>
        </message>
        <message>
            <source>L2</source>
            <translation>L2</translation>
        </message>
        <message>
            <source>R2 score</source>
            <translation>R² 得分</translation>
        </message>
        <message>
            <source>STFT</source>
            <translation>STFT</translation>
        </message>
        <message>
            <source>accuracy</source>
            <translation>准确率</translation>
        </message>
        <message>
            <source>binary IoU</source>
            <translation>二元 IoU</translation>
        </message>
        <message>
            <source>binary accuracy</source>
            <translation>二元准确率</translation>
        </message>
        <message>
            <source>binary cross-entropy</source>
            <translation>二元交叉熵</translation>
        </message>
        <message>
            <source>binary focal cross-entropy</source>
            <translation>二元焦点交叉熵</translation>
        </message>
        <message>
            <source>cast</source>
            <translation>转换类型</translation>
        </message>
        <message>
            <source>categorical accuracy</source>
            <translation>分类准确率</translation>
        </message>
        <message>
            <source>categorical cross-entropy</source>
            <translation>分类交叉熵</translation>
        </message>
        <message>
            <source>categorical focal cross-entropy</source>
            <translation>分类焦点交叉熵</translation>
        </message>
        <message>
            <source>categorical generalized cross entropy</source>
            <translation>分类广义交叉熵</translation>
        </message>
        <message>
            <source>categorical hinge</source>
            <translation>分类合页损失</translation>
        </message>
        <message>
            <source>circle</source>
            <translation>Circle</translation>
        </message>
        <message>
            <source>clip</source>
            <translation>截断</translation>
        </message>
        <message>
            <source>colours</source>
            <translation>颜色</translation>
        </message>
        <message>
            <source>concordance correlation</source>
            <translation>一致性相关系数</translation>
        </message>
        <message>
            <source>constant</source>
            <translation>常数</translation>
        </message>
        <message>
            <source>cosine similarity</source>
            <translation>余弦相似度</translation>
        </message>
        <message>
            <source>date parts</source>
            <translation>日期分解</translation>
        </message>
        <message>
            <source>dice</source>
            <translation>Dice</translation>
        </message>
        <message>
            <source>drop missing</source>
            <translation>去掉缺失</translation>
        </message>
        <message>
            <source>false negatives</source>
            <translation>假阴性</translation>
        </message>
        <message>
            <source>false positives</source>
            <translation>假阳性</translation>
        </message>
        <message>
            <source>fill classes</source>
            <translation>填补类别</translation>
        </message>
        <message>
            <source>fill numbers</source>
            <translation>填补数值</translation>
        </message>
        <message>
            <source>flatten</source>
            <translation>展平</translation>
        </message>
        <message>
            <source>glorot normal</source>
            <translation>Glorot 正态分布</translation>
        </message>
        <message>
            <source>glorot uniform</source>
            <translation>Glorot 均匀分布</translation>
        </message>
        <message>
            <source>hash buckets</source>
            <translation>哈希分桶</translation>
        </message>
        <message>
            <source>he normal</source>
            <translation>He 正态分布</translation>
        </message>
        <message>
            <source>he uniform</source>
            <translation>He 均匀分布</translation>
        </message>
        <message>
            <source>hinge</source>
            <translation>合页损失</translation>
        </message>
        <message>
            <source>huber</source>
            <translation>Huber 损失</translation>
        </message>
        <message>
            <source>identity</source>
            <translation>单位矩阵</translation>
        </message>
        <message>
            <source>integer</source>
            <translation>整数</translation>
        </message>
        <message>
            <source>lecun normal</source>
            <translation>LeCun 正态分布</translation>
        </message>
        <message>
            <source>lecun uniform</source>
            <translation>LeCun 均匀分布</translation>
        </message>
        <message>
            <source>log</source>
            <translation>对数</translation>
        </message>
        <message>
            <source>log cosh</source>
            <translation>对数双曲余弦</translation>
        </message>
        <message>
            <source>log cosh error</source>
            <translation>对数双曲余弦误差</translation>
        </message>
        <message>
            <source>max norm</source>
            <translation>最大范数</translation>
        </message>
        <message>
            <source>mean IoU</source>
            <translation>平均 IoU</translation>
        </message>
        <message>
            <source>mean absolute error</source>
            <translation>平均绝对误差</translation>
        </message>
        <message>
            <source>mean absolute percentage error</source>
            <translation>平均绝对百分比误差</translation>
        </message>
        <message>
            <source>mean squared error</source>
            <translation>均方误差</translation>
        </message>
        <message>
            <source>mean squared logarithmic error</source>
            <translation>均方对数误差</translation>
        </message>
        <message>
            <source>min max</source>
            <translation>最小最大缩放</translation>
        </message>
        <message>
            <source>min max norm</source>
            <translation>最小最大范数</translation>
        </message>
        <message>
            <source>non neg</source>
            <translation>非负</translation>
        </message>
        <message>
            <source>one hot</source>
            <translation>独热</translation>
        </message>
        <message>
            <source>one hot IoU</source>
            <translation>独热 IoU</translation>
        </message>
        <message>
            <source>one hot mean IoU</source>
            <translation>独热平均 IoU</translation>
        </message>
        <message>
            <source>ones</source>
            <translation>全一</translation>
        </message>
        <message>
            <source>ordinal</source>
            <translation>序数</translation>
        </message>
        <message>
            <source>orthogonal</source>
            <translation>正交</translation>
        </message>
        <message>
            <source>orthogonal regularizer</source>
            <translation>正交正则化</translation>
        </message>
        <message>
            <source>pearson correlation</source>
            <translation>皮尔逊相关系数</translation>
        </message>
        <message>
            <source>poisson</source>
            <translation>泊松损失</translation>
        </message>
        <message>
            <source>precision</source>
            <translation>精确率</translation>
        </message>
        <message>
            <source>precision at recall</source>
            <translation>给定召回率下的精确率</translation>
        </message>
        <message>
            <source>random normal</source>
            <translation>随机正态分布</translation>
        </message>
        <message>
            <source>random uniform</source>
            <translation>随机均匀分布</translation>
        </message>
        <message>
            <source>recall</source>
            <translation>召回率</translation>
        </message>
        <message>
            <source>recall at precision</source>
            <translation>给定精确率下的召回率</translation>
        </message>
        <message>
            <source>reshape to</source>
            <translation>改变形状</translation>
        </message>
        <message>
            <source>resize</source>
            <translation>调整大小</translation>
        </message>
        <message>
            <source>robust scale</source>
            <translation>稳健缩放</translation>
        </message>
        <message>
            <source>root mean squared error</source>
            <translation>均方根误差</translation>
        </message>
        <message>
            <source>scale</source>
            <translation>缩放</translation>
        </message>
        <message>
            <source>sensitivity at specificity</source>
            <translation>给定特异度下的灵敏度</translation>
        </message>
        <message>
            <source>sparse categorical accuracy</source>
            <translation>稀疏分类准确率</translation>
        </message>
        <message>
            <source>sparse categorical cross-entropy</source>
            <translation>稀疏分类交叉熵</translation>
        </message>
        <message>
            <source>sparse top K categorical accuracy</source>
            <translation>稀疏前 k 分类准确率</translation>
        </message>
        <message>
            <source>specificity at sensitivity</source>
            <translation>给定灵敏度下的特异度</translation>
        </message>
        <message>
            <source>squared hinge</source>
            <translation>平方合页损失</translation>
        </message>
        <message>
            <source>standardize</source>
            <translation>标准化</translation>
        </message>
        <message>
            <source>text to words</source>
            <translation>文本转词</translation>
        </message>
        <message>
            <source>top K categorical accuracy</source>
            <translation>前 k 分类准确率</translation>
        </message>
        <message>
            <source>true negatives</source>
            <translation>真阴性</translation>
        </message>
        <message>
            <source>true positives</source>
            <translation>真阳性</translation>
        </message>
        <message>
            <source>truncated normal</source>
            <translation>截断正态分布</translation>
        </message>
        <message>
            <source>tversky</source>
            <translation>Tversky</translation>
        </message>
        <message>
            <source>unit norm</source>
            <translation>单位范数</translation>
        </message>
        <message>
            <source>variance scaling</source>
            <translation>方差缩放</translation>
        </message>
        <message>
            <source>zeros</source>
            <translation>全零</translation>
        </message>
    </context>
    <context>
        <name>parameter</name>
        <message>
            <source>A</source>
            <translation>a</translation>
        </message>
        <message>
            <source>Activation</source>
            <translation>激活函数</translation>
        </message>
        <message>
            <source>Activity regularizer</source>
            <translation>输出正则化</translation>
        </message>
        <message>
            <source>Adam beta 1</source>
            <translation>Adam beta 1</translation>
        </message>
        <message>
            <source>Adam beta 2</source>
            <translation>Adam beta 2</translation>
        </message>
        <message>
            <source>Adam lr ratio</source>
            <translation>Adam 学习率比</translation>
        </message>
        <message>
            <source>Adam weight decay</source>
            <translation>Adam 权重衰减</translation>
        </message>
        <message>
            <source>Addition factor</source>
            <translation>增亮系数</translation>
        </message>
        <message>
            <source>All ops</source>
            <translation>全部操作</translation>
        </message>
        <message>
            <source>Alpha</source>
            <translation>Alpha</translation>
        </message>
        <message>
            <source>Alpha constraint</source>
            <translation>alpha 约束</translation>
        </message>
        <message>
            <source>Alpha initializer</source>
            <translation>alpha 初始化器</translation>
        </message>
        <message>
            <source>Alpha regularizer</source>
            <translation>alpha 正则化器</translation>
        </message>
        <message>
            <source>Amsgrad</source>
            <translation>AMSGrad</translation>
        </message>
        <message>
            <source>Antialias</source>
            <translation>抗锯齿</translation>
        </message>
        <message>
            <source>Append</source>
            <translation>追加</translation>
        </message>
        <message>
            <source>Apply class balancing</source>
            <translation>类别平衡</translation>
        </message>
        <message>
            <source>Approximate</source>
            <translation>近似</translation>
        </message>
        <message>
            <source>Aspect</source>
            <translation>宽高比</translation>
        </message>
        <message>
            <source>Assume unique</source>
            <translation>假定无重复</translation>
        </message>
        <message>
            <source>Atol</source>
            <translation>绝对容差</translation>
        </message>
        <message>
            <source>Attention axes</source>
            <translation>注意力轴</translation>
        </message>
        <message>
            <source>Attn logits soft cap</source>
            <translation>得分软上限</translation>
        </message>
        <message>
            <source>Authors</source>
            <translation>作者数</translation>
        </message>
        <message>
            <source>Average</source>
            <translation>平均方式</translation>
        </message>
        <message>
            <source>Axes</source>
            <translation>轴</translation>
        </message>
        <message>
            <source>Axis</source>
            <translation>轴</translation>
        </message>
        <message>
            <source>Axis1</source>
            <translation>轴 1</translation>
        </message>
        <message>
            <source>Axis2</source>
            <translation>轴 2</translation>
        </message>
        <message>
            <source>Axisa</source>
            <translation>轴 a</translation>
        </message>
        <message>
            <source>Axisb</source>
            <translation>轴 b</translation>
        </message>
        <message>
            <source>Axisc</source>
            <translation>轴 c</translation>
        </message>
        <message>
            <source>B</source>
            <translation>B</translation>
        </message>
        <message>
            <source>Backward layer</source>
            <translation>后向层</translation>
        </message>
        <message>
            <source>Baseline</source>
            <translation>基准</translation>
        </message>
        <message>
            <source>Batch size</source>
            <translation>批大小</translation>
        </message>
        <message>
            <source>Beta</source>
            <translation>Beta</translation>
        </message>
        <message>
            <source>Beta 1</source>
            <translation>Beta 1</translation>
        </message>
        <message>
            <source>Beta 2</source>
            <translation>Beta 2</translation>
        </message>
        <message>
            <source>Beta 2 decay</source>
            <translation>Beta 2 衰减</translation>
        </message>
        <message>
            <source>Beta constraint</source>
            <translation>beta 约束</translation>
        </message>
        <message>
            <source>Beta initializer</source>
            <translation>beta 初始化器</translation>
        </message>
        <message>
            <source>Beta regularizer</source>
            <translation>beta 正则化器</translation>
        </message>
        <message>
            <source>Bias</source>
            <translation>偏置</translation>
        </message>
        <message>
            <source>Bias axes</source>
            <translation>偏置轴</translation>
        </message>
        <message>
            <source>Bias constraint</source>
            <translation>偏置约束</translation>
        </message>
        <message>
            <source>Bias initializer</source>
            <translation>偏置初始化</translation>
        </message>
        <message>
            <source>Bias regularizer</source>
            <translation>偏置正则化</translation>
        </message>
        <message>
            <source>Bin boundaries</source>
            <translation>区间边界</translation>
        </message>
        <message>
            <source>Bins</source>
            <translation>区间</translation>
        </message>
        <message>
            <source>Block size</source>
            <translation>块大小</translation>
        </message>
        <message>
            <source>Bottleneck</source>
            <translation>瓶颈</translation>
        </message>
        <message>
            <source>Boundaries</source>
            <translation>边界</translation>
        </message>
        <message>
            <source>Brightness factor</source>
            <translation>亮度系数</translation>
        </message>
        <message>
            <source>Buckets</source>
            <translation>桶数</translation>
        </message>
        <message>
            <source>By</source>
            <translation>方式</translation>
        </message>
        <message>
            <source>Callbacks</source>
            <translation>回调</translation>
        </message>
        <message>
            <source>Cell</source>
            <translation>单元</translation>
        </message>
        <message>
            <source>Cells</source>
            <translation>单元</translation>
        </message>
        <message>
            <source>Center</source>
            <translation>平移</translation>
        </message>
        <message>
            <source>Centered</source>
            <translation>中心化</translation>
        </message>
        <message>
            <source>Chain depth</source>
            <translation>链深度</translation>
        </message>
        <message>
            <source>Channels</source>
            <translation>声道</translation>
        </message>
        <message>
            <source>Class aggregation</source>
            <translation>类别汇总</translation>
        </message>
        <message>
            <source>Class id</source>
            <translation>类别编号</translation>
        </message>
        <message>
            <source>Class weight</source>
            <translation>类别权重</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>类别数</translation>
        </message>
        <message>
            <source>Clip limit</source>
            <translation>裁剪上限</translation>
        </message>
        <message>
            <source>Clip threshold</source>
            <translation>裁剪阈值</translation>
        </message>
        <message>
            <source>Clipnorm</source>
            <translation>范数裁剪</translation>
        </message>
        <message>
            <source>Clipvalue</source>
            <translation>数值裁剪</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>颜色</translation>
        </message>
        <message>
            <source>Columns used</source>
            <translation>所用列</translation>
        </message>
        <message>
            <source>Constant values</source>
            <translation>填充值</translation>
        </message>
        <message>
            <source>Constraint</source>
            <translation>约束</translation>
        </message>
        <message>
            <source>Contrast factor</source>
            <translation>对比度系数</translation>
        </message>
        <message>
            <source>Convolutions</source>
            <translation>卷积个数</translation>
        </message>
        <message>
            <source>Cooldown</source>
            <translation>冷却轮数</translation>
        </message>
        <message>
            <source>Crop to aspect ratio</source>
            <translation>裁剪以保持比例</translation>
        </message>
        <message>
            <source>Cropping</source>
            <translation>裁剪</translation>
        </message>
        <message>
            <source>Curve</source>
            <translation>曲线</translation>
        </message>
        <message>
            <source>Cycle</source>
            <translation>循环</translation>
        </message>
        <message>
            <source>Damaged</source>
            <translation>损坏的图片</translation>
        </message>
        <message>
            <source>Data format</source>
            <translation>数据格式</translation>
        </message>
        <message>
            <source>Decay rate</source>
            <translation>衰减率</translation>
        </message>
        <message>
            <source>Decay steps</source>
            <translation>衰减步数</translation>
        </message>
        <message>
            <source>Decimal</source>
            <translation>小数点符号</translation>
        </message>
        <message>
            <source>Decimals</source>
            <translation>小数位数</translation>
        </message>
        <message>
            <source>Default value</source>
            <translation>默认值</translation>
        </message>
        <message>
            <source>Delimiter</source>
            <translation>分隔符</translation>
        </message>
        <message>
            <source>Delta</source>
            <translation>Delta</translation>
        </message>
        <message>
            <source>Depth multiplier</source>
            <translation>深度倍数</translation>
        </message>
        <message>
            <source>Depthwise constraint</source>
            <translation>逐深度约束</translation>
        </message>
        <message>
            <source>Depthwise initializer</source>
            <translation>逐深度初始化器</translation>
        </message>
        <message>
            <source>Depthwise kernel</source>
            <translation>逐通道卷积核</translation>
        </message>
        <message>
            <source>Depthwise regularizer</source>
            <translation>逐深度正则化器</translation>
        </message>
        <message>
            <source>Destination</source>
            <translation>去处</translation>
        </message>
        <message>
            <source>Dilation rate</source>
            <translation>膨胀率</translation>
        </message>
        <message>
            <source>Dims</source>
            <translation>维度顺序</translation>
        </message>
        <message>
            <source>Distribution</source>
            <translation>分布</translation>
        </message>
        <message>
            <source>Dropout</source>
            <translation>随机失活</translation>
        </message>
        <message>
            <source>Dtype</source>
            <translation>数据类型</translation>
        </message>
        <message>
            <source>Dx</source>
            <translation>dx</translation>
        </message>
        <message>
            <source>Each step</source>
            <translation>逐步应用</translation>
        </message>
        <message>
            <source>Ema momentum</source>
            <translation>EMA 动量</translation>
        </message>
        <message>
            <source>Ema overwrite frequency</source>
            <translation>EMA 覆写频率</translation>
        </message>
        <message>
            <source>Embeddings constraint</source>
            <translation>嵌入约束</translation>
        </message>
        <message>
            <source>Embeddings freq</source>
            <translation>嵌入间隔</translation>
        </message>
        <message>
            <source>Embeddings initializer</source>
            <translation>嵌入初始化</translation>
        </message>
        <message>
            <source>Embeddings metadata</source>
            <translation>嵌入元数据</translation>
        </message>
        <message>
            <source>Embeddings regularizer</source>
            <translation>嵌入正则化</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>编码</translation>
        </message>
        <message>
            <source>End learning rate</source>
            <translation>最终学习率</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>轮数</translation>
        </message>
        <message>
            <source>Epsilon</source>
            <translation>Epsilon</translation>
        </message>
        <message>
            <source>Epsilon 1</source>
            <translation>Epsilon 1</translation>
        </message>
        <message>
            <source>Epsilon 2</source>
            <translation>Epsilon 2</translation>
        </message>
        <message>
            <source>Equal nan</source>
            <translation>NaN 相等</translation>
        </message>
        <message>
            <source>Equation</source>
            <translation>等式</translation>
        </message>
        <message>
            <source>Exclude embeddings</source>
            <translation>排除嵌入</translation>
        </message>
        <message>
            <source>Exclude layers</source>
            <translation>排除的层</translation>
        </message>
        <message>
            <source>Expand dims</source>
            <translation>扩展维度</translation>
        </message>
        <message>
            <source>Expansion</source>
            <translation>扩张倍数</translation>
        </message>
        <message>
            <source>Factor</source>
            <translation>系数</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>特征数</translation>
        </message>
        <message>
            <source>Fft length</source>
            <translation>FFT 长度</translation>
        </message>
        <message>
            <source>Filename</source>
            <translation>文件名</translation>
        </message>
        <message>
            <source>Filepath</source>
            <translation>文件路径</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Fill mode</source>
            <translation>填充方式</translation>
        </message>
        <message>
            <source>Fill value</source>
            <translation>填充值</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>滤波器数</translation>
        </message>
        <message>
            <source>First</source>
            <translation>第一</translation>
        </message>
        <message>
            <source>First decay steps</source>
            <translation>首波步数</translation>
        </message>
        <message>
            <source>Fixed</source>
            <translation>固定</translation>
        </message>
        <message>
            <source>Flash attention</source>
            <translation>Flash attention</translation>
        </message>
        <message>
            <source>Flat</source>
            <translation>展平</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>形式</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Frame length</source>
            <translation>帧长</translation>
        </message>
        <message>
            <source>Frame step</source>
            <translation>帧移</translation>
        </message>
        <message>
            <source>From logits</source>
            <translation>输入为 logits</translation>
        </message>
        <message>
            <source>From sorted ids</source>
            <translation>按排序编号</translation>
        </message>
        <message>
            <source>Gain</source>
            <translation>增益</translation>
        </message>
        <message>
            <source>Gamma</source>
            <translation>Gamma</translation>
        </message>
        <message>
            <source>Gamma constraint</source>
            <translation>gamma 约束</translation>
        </message>
        <message>
            <source>Gamma initializer</source>
            <translation>gamma 初始化器</translation>
        </message>
        <message>
            <source>Gamma regularizer</source>
            <translation>gamma 正则化器</translation>
        </message>
        <message>
            <source>Global clipnorm</source>
            <translation>全局范数裁剪</translation>
        </message>
        <message>
            <source>Go backwards</source>
            <translation>反向读取</translation>
        </message>
        <message>
            <source>Gradient accumulation steps</source>
            <translation>梯度累积步数</translation>
        </message>
        <message>
            <source>Groups</source>
            <translation>分组数</translation>
        </message>
        <message>
            <source>Growth</source>
            <translation>增长率</translation>
        </message>
        <message>
            <source>Head dim</source>
            <translation>头维度</translation>
        </message>
        <message>
            <source>Header</source>
            <translation>标题行</translation>
        </message>
        <message>
            <source>Header row</source>
            <translation>表头行</translation>
        </message>
        <message>
            <source>Heads</source>
            <translation>头数</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>高度</translation>
        </message>
        <message>
            <source>Height factor</source>
            <translation>高度系数</translation>
        </message>
        <message>
            <source>High</source>
            <translation>上限</translation>
        </message>
        <message>
            <source>Histogram freq</source>
            <translation>直方图间隔</translation>
        </message>
        <message>
            <source>Hue factor</source>
            <translation>色相系数</translation>
        </message>
        <message>
            <source>Ignore class</source>
            <translation>忽略的类别</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Increasing</source>
            <translation>递增</translation>
        </message>
        <message>
            <source>Indicator</source>
            <translation>缺失指示</translation>
        </message>
        <message>
            <source>Indices</source>
            <translation>索引</translation>
        </message>
        <message>
            <source>Indices or sections</source>
            <translation>位置或份数</translation>
        </message>
        <message>
            <source>Initial</source>
            <translation>初始值</translation>
        </message>
        <message>
            <source>Initial accumulator value</source>
            <translation>初始累积值</translation>
        </message>
        <message>
            <source>Initial learning rate</source>
            <translation>初始学习率</translation>
        </message>
        <message>
            <source>Initial value threshold</source>
            <translation>初始阈值</translation>
        </message>
        <message>
            <source>Initializer</source>
            <translation>初始化器</translation>
        </message>
        <message>
            <source>Input axes</source>
            <translation>输入轴</translation>
        </message>
        <message>
            <source>Input dim</source>
            <translation>输入维数</translation>
        </message>
        <message>
            <source>Input length</source>
            <translation>输入长度</translation>
        </message>
        <message>
            <source>Interpolation</source>
            <translation>插值</translation>
        </message>
        <message>
            <source>Invert</source>
            <translation>反向</translation>
        </message>
        <message>
            <source>Is causal</source>
            <translation>因果</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>并行数</translation>
        </message>
        <message>
            <source>Judged by</source>
            <translation>评判依据</translation>
        </message>
        <message>
            <source>K</source>
            <translation>K</translation>
        </message>
        <message>
            <source>Keepdims</source>
            <translation>保留维度</translation>
        </message>
        <message>
            <source>Kernel</source>
            <translation>卷积核</translation>
        </message>
        <message>
            <source>Kernel constraint</source>
            <translation>核约束</translation>
        </message>
        <message>
            <source>Kernel initializer</source>
            <translation>核初始化</translation>
        </message>
        <message>
            <source>Kernel regularizer</source>
            <translation>核正则化</translation>
        </message>
        <message>
            <source>Kernel size</source>
            <translation>核大小</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>下标</translation>
        </message>
        <message>
            <source>Key dim</source>
            <translation>键维度</translation>
        </message>
        <message>
            <source>L1</source>
            <translation>L1</translation>
        </message>
        <message>
            <source>L1 regularization strength</source>
            <translation>L1 正则强度</translation>
        </message>
        <message>
            <source>L2</source>
            <translation>L2</translation>
        </message>
        <message>
            <source>L2 regularization strength</source>
            <translation>L2 正则强度</translation>
        </message>
        <message>
            <source>L2 shrinkage regularization strength</source>
            <translation>L2 收缩强度</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Label smoothing</source>
            <translation>标签平滑</translation>
        </message>
        <message>
            <source>Label weights</source>
            <translation>标签权重</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>Learning rate power</source>
            <translation>学习率幂</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>长度</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>对数</translation>
        </message>
        <message>
            <source>Log dir</source>
            <translation>日志文件夹</translation>
        </message>
        <message>
            <source>Logit soft cap</source>
            <translation>logit 软上限</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Loss scale factor</source>
            <translation>损失缩放系数</translation>
        </message>
        <message>
            <source>Loss weight</source>
            <translation>损失权重</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>下限</translation>
        </message>
        <message>
            <source>Lower</source>
            <translation>下三角</translation>
        </message>
        <message>
            <source>M mul</source>
            <translation>高度倍数</translation>
        </message>
        <message>
            <source>Mag exp</source>
            <translation>幅度指数</translation>
        </message>
        <message>
            <source>Margin</source>
            <translation>间隔</translation>
        </message>
        <message>
            <source>Mask</source>
            <translation>掩码</translation>
        </message>
        <message>
            <source>Mask token</source>
            <translation>填充标记</translation>
        </message>
        <message>
            <source>Mask value</source>
            <translation>掩码值</translation>
        </message>
        <message>
            <source>Mask zero</source>
            <translation>屏蔽零</translation>
        </message>
        <message>
            <source>Masks</source>
            <translation>掩码</translation>
        </message>
        <message>
            <source>Max freq</source>
            <translation>最高频率</translation>
        </message>
        <message>
            <source>Max tokens</source>
            <translation>最多位置数</translation>
        </message>
        <message>
            <source>Max val</source>
            <translation>最大值</translation>
        </message>
        <message>
            <source>Max value</source>
            <translation>最大值</translation>
        </message>
        <message>
            <source>Maxval</source>
            <translation>最大值</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>均值</translation>
        </message>
        <message>
            <source>Merge mode</source>
            <translation>合并方式</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>方法</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Min delta</source>
            <translation>最小改善</translation>
        </message>
        <message>
            <source>Min freq</source>
            <translation>最低频率</translation>
        </message>
        <message>
            <source>Min lr</source>
            <translation>最小学习率</translation>
        </message>
        <message>
            <source>Min power</source>
            <translation>最小功率</translation>
        </message>
        <message>
            <source>Min value</source>
            <translation>最小值</translation>
        </message>
        <message>
            <source>Minval</source>
            <translation>最小值</translation>
        </message>
        <message>
            <source>Mixed</source>
            <translation>打乱</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>模式</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Momentum</source>
            <translation>动量</translation>
        </message>
        <message>
            <source>Monitor</source>
            <translation>监视项</translation>
        </message>
        <message>
            <source>Moving mean initializer</source>
            <translation>移动均值初始化器</translation>
        </message>
        <message>
            <source>Moving variance initializer</source>
            <translation>移动方差初始化器</translation>
        </message>
        <message>
            <source>Multi label</source>
            <translation>多标签</translation>
        </message>
        <message>
            <source>Muon a</source>
            <translation>Muon a</translation>
        </message>
        <message>
            <source>Muon b</source>
            <translation>Muon b</translation>
        </message>
        <message>
            <source>Muon c</source>
            <translation>Muon c</translation>
        </message>
        <message>
            <source>N</source>
            <translation>次数</translation>
        </message>
        <message>
            <source>Nan</source>
            <translation>NaN</translation>
        </message>
        <message>
            <source>Negative slope</source>
            <translation>负半轴斜率</translation>
        </message>
        <message>
            <source>Neginf</source>
            <translation>−∞</translation>
        </message>
        <message>
            <source>Nesterov</source>
            <translation>Nesterov</translation>
        </message>
        <message>
            <source>Newshape</source>
            <translation>新形状</translation>
        </message>
        <message>
            <source>Ngrams</source>
            <translation>N 元组</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>Noise shape</source>
            <translation>噪声形状</translation>
        </message>
        <message>
            <source>Normalize</source>
            <translation>归一化</translation>
        </message>
        <message>
            <source>Normalize first</source>
            <translation>先归一化</translation>
        </message>
        <message>
            <source>Ns steps</source>
            <translation>正交化轮数</translation>
        </message>
        <message>
            <source>Num</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Num bins</source>
            <translation>区间数</translation>
        </message>
        <message>
            <source>Num chains</source>
            <translation>链数</translation>
        </message>
        <message>
            <source>Num classes</source>
            <translation>类别数</translation>
        </message>
        <message>
            <source>Num heads</source>
            <translation>头数</translation>
        </message>
        <message>
            <source>Num key value heads</source>
            <translation>键值头数</translation>
        </message>
        <message>
            <source>Num labels</source>
            <translation>标签数</translation>
        </message>
        <message>
            <source>Num mel bins</source>
            <translation>梅尔频带数</translation>
        </message>
        <message>
            <source>Num oov indices</source>
            <translation>未知位置数</translation>
        </message>
        <message>
            <source>Num ops</source>
            <translation>操作数</translation>
        </message>
        <message>
            <source>Num query heads</source>
            <translation>查询头数</translation>
        </message>
        <message>
            <source>Num regressors</source>
            <translation>自变量数</translation>
        </message>
        <message>
            <source>Num segments</source>
            <translation>编号数</translation>
        </message>
        <message>
            <source>Num thresholds</source>
            <translation>阈值数</translation>
        </message>
        <message>
            <source>Num tokens</source>
            <translation>类别数</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>数</translation>
        </message>
        <message>
            <source>Of</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>Offset</source>
            <translation>偏移</translation>
        </message>
        <message>
            <source>Oov method</source>
            <translation>未知处理方式</translation>
        </message>
        <message>
            <source>Oov token</source>
            <translation>未知标记</translation>
        </message>
        <message>
            <source>Optimizer</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>Optional</source>
            <translation>可选</translation>
        </message>
        <message>
            <source>Ord</source>
            <translation>次幂</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>阶</translation>
        </message>
        <message>
            <source>Output axes</source>
            <translation>输出轴</translation>
        </message>
        <message>
            <source>Output dim</source>
            <translation>输出维数</translation>
        </message>
        <message>
            <source>Output mode</source>
            <translation>输出方式</translation>
        </message>
        <message>
            <source>Output padding</source>
            <translation>输出填充</translation>
        </message>
        <message>
            <source>Output sequence length</source>
            <translation>输出序列长度</translation>
        </message>
        <message>
            <source>Output shape</source>
            <translation>输出形状</translation>
        </message>
        <message>
            <source>Output size</source>
            <translation>输出大小</translation>
        </message>
        <message>
            <source>Over</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>Pad to aspect ratio</source>
            <translation>填充以保持比例</translation>
        </message>
        <message>
            <source>Pad to max tokens</source>
            <translation>补足到最多位置数</translation>
        </message>
        <message>
            <source>Pad width</source>
            <translation>填充宽度</translation>
        </message>
        <message>
            <source>Padding</source>
            <translation>填充</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>路径</translation>
        </message>
        <message>
            <source>Patience</source>
            <translation>耐心轮数</translation>
        </message>
        <message>
            <source>Pattern</source>
            <translation>图案</translation>
        </message>
        <message>
            <source>Periodic</source>
            <translation>周期性</translation>
        </message>
        <message>
            <source>Pointwise constraint</source>
            <translation>逐点约束</translation>
        </message>
        <message>
            <source>Pointwise initializer</source>
            <translation>逐点初始化器</translation>
        </message>
        <message>
            <source>Pointwise kernel</source>
            <translation>逐点卷积核</translation>
        </message>
        <message>
            <source>Pointwise regularizer</source>
            <translation>逐点正则化器</translation>
        </message>
        <message>
            <source>Pool size</source>
            <translation>池化窗口</translation>
        </message>
        <message>
            <source>Posinf</source>
            <translation>∞</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>幂次</translation>
        </message>
        <message>
            <source>Power iterations</source>
            <translation>幂迭代次数</translation>
        </message>
        <message>
            <source>Power to db</source>
            <translation>功率转分贝</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精确率</translation>
        </message>
        <message>
            <source>Processes</source>
            <translation>进程</translation>
        </message>
        <message>
            <source>Profile batch</source>
            <translation>剖析的批</translation>
        </message>
        <message>
            <source>Pruner</source>
            <translation>剪枝器</translation>
        </message>
        <message>
            <source>Q</source>
            <translation>q</translation>
        </message>
        <message>
            <source>Ragged</source>
            <translation>不规则</translation>
        </message>
        <message>
            <source>Raise error</source>
            <translation>引发错误</translation>
        </message>
        <message>
            <source>Ranges</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>比率</translation>
        </message>
        <message>
            <source>Ratio</source>
            <translation>压缩比</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>召回率</translation>
        </message>
        <message>
            <source>Recurrent activation</source>
            <translation>循环激活函数</translation>
        </message>
        <message>
            <source>Recurrent constraint</source>
            <translation>循环约束</translation>
        </message>
        <message>
            <source>Recurrent dropout</source>
            <translation>循环随机失活</translation>
        </message>
        <message>
            <source>Recurrent initializer</source>
            <translation>循环初始化</translation>
        </message>
        <message>
            <source>Recurrent regularizer</source>
            <translation>循环正则化</translation>
        </message>
        <message>
            <source>Reduction</source>
            <translation>归约</translation>
        </message>
        <message>
            <source>Ref power</source>
            <translation>参考功率</translation>
        </message>
        <message>
            <source>Regularizer</source>
            <translation>正则化器</translation>
        </message>
        <message>
            <source>Relative step</source>
            <translation>相对步长</translation>
        </message>
        <message>
            <source>Remove diagonal</source>
            <translation>去掉对角线</translation>
        </message>
        <message>
            <source>Renorm</source>
            <translation>批再归一化</translation>
        </message>
        <message>
            <source>Renorm clipping</source>
            <translation>再归一化界限</translation>
        </message>
        <message>
            <source>Renorm momentum</source>
            <translation>再归一化动量</translation>
        </message>
        <message>
            <source>Repeats</source>
            <translation>重复次数</translation>
        </message>
        <message>
            <source>Reset after</source>
            <translation>先乘后重置</translation>
        </message>
        <message>
            <source>Restore best weights</source>
            <translation>恢复最佳权重</translation>
        </message>
        <message>
            <source>Return attention scores</source>
            <translation>返回注意力得分</translation>
        </message>
        <message>
            <source>Return sequences</source>
            <translation>返回序列</translation>
        </message>
        <message>
            <source>Return state</source>
            <translation>返回状态</translation>
        </message>
        <message>
            <source>Reverse</source>
            <translation>反向</translation>
        </message>
        <message>
            <source>Reverse dtype</source>
            <translation>反向数据类型</translation>
        </message>
        <message>
            <source>Rho</source>
            <translation>Rho</translation>
        </message>
        <message>
            <source>Rms rate</source>
            <translation>步长尺度</translation>
        </message>
        <message>
            <source>Rms scaling</source>
            <translation>RMS 缩放</translation>
        </message>
        <message>
            <source>Rtol</source>
            <translation>相对容差</translation>
        </message>
        <message>
            <source>Salt</source>
            <translation>盐</translation>
        </message>
        <message>
            <source>Sampler</source>
            <translation>采样器</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>样本数</translation>
        </message>
        <message>
            <source>Sampling</source>
            <translation>采样间隔</translation>
        </message>
        <message>
            <source>Sampling rate</source>
            <translation>采样率</translation>
        </message>
        <message>
            <source>Saturation factor</source>
            <translation>饱和度系数</translation>
        </message>
        <message>
            <source>Save best only</source>
            <translation>只保存最佳</translation>
        </message>
        <message>
            <source>Save freq</source>
            <translation>保存频率</translation>
        </message>
        <message>
            <source>Save weights only</source>
            <translation>只保存权重</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>缩放</translation>
        </message>
        <message>
            <source>Scaling</source>
            <translation>缩放</translation>
        </message>
        <message>
            <source>Score mode</source>
            <translation>得分方式</translation>
        </message>
        <message>
            <source>Second</source>
            <translation>第二</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>Segment ids</source>
            <translation>行编号</translation>
        </message>
        <message>
            <source>Sensitivity</source>
            <translation>灵敏度</translation>
        </message>
        <message>
            <source>Separator</source>
            <translation>分隔符</translation>
        </message>
        <message>
            <source>Sequence length</source>
            <translation>片段长度</translation>
        </message>
        <message>
            <source>Sequence stride</source>
            <translation>片段间隔</translation>
        </message>
        <message>
            <source>Shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <source>Shared axes</source>
            <translation>共享轴</translation>
        </message>
        <message>
            <source>Sheet</source>
            <translation>工作表</translation>
        </message>
        <message>
            <source>Shift</source>
            <translation>移位</translation>
        </message>
        <message>
            <source>Shuffle</source>
            <translation>打乱顺序</translation>
        </message>
        <message>
            <source>Side</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>Sigma</source>
            <translation>西格玛</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>起始日期</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>略去行数</translation>
        </message>
        <message>
            <source>Sliding window</source>
            <translation>滑动窗口</translation>
        </message>
        <message>
            <source>Sorted</source>
            <translation>排序</translation>
        </message>
        <message>
            <source>Sorted sequence</source>
            <translation>已排序的数</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Sparse</source>
            <translation>稀疏</translation>
        </message>
        <message>
            <source>Sparse y pred</source>
            <translation>预测为编号</translation>
        </message>
        <message>
            <source>Sparse y true</source>
            <translation>目标为编号</translation>
        </message>
        <message>
            <source>Specificity</source>
            <translation>特异度</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>切分</translation>
        </message>
        <message>
            <source>Staircase</source>
            <translation>阶梯式</translation>
        </message>
        <message>
            <source>Standardize</source>
            <translation>标准化</translation>
        </message>
        <message>
            <source>Start from epoch</source>
            <translation>从第几轮开始</translation>
        </message>
        <message>
            <source>Stateful</source>
            <translation>保持状态</translation>
        </message>
        <message>
            <source>Stddev</source>
            <translation>标准差</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>步长</translation>
        </message>
        <message>
            <source>Stride</source>
            <translation>步幅</translation>
        </message>
        <message>
            <source>Strides</source>
            <translation>步幅</translation>
        </message>
        <message>
            <source>Style</source>
            <translation>样式</translation>
        </message>
        <message>
            <source>Subscripts</source>
            <translation>下标模式</translation>
        </message>
        <message>
            <source>Summation method</source>
            <translation>求和方法</translation>
        </message>
        <message>
            <source>Swap on epoch</source>
            <translation>每轮交换</translation>
        </message>
        <message>
            <source>Synchronized</source>
            <translation>同步</translation>
        </message>
        <message>
            <source>T mul</source>
            <translation>长度倍数</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>Target class ids</source>
            <translation>目标类别</translation>
        </message>
        <message>
            <source>Target shape</source>
            <translation>目标形状</translation>
        </message>
        <message>
            <source>Targets</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>Text columns</source>
            <translation>文本列</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>线程数</translation>
        </message>
        <message>
            <source>Threshold</source>
            <translation>阈值</translation>
        </message>
        <message>
            <source>Threshold factor</source>
            <translation>阈值系数</translation>
        </message>
        <message>
            <source>Thresholds</source>
            <translation>阈值</translation>
        </message>
        <message>
            <source>Tie weights</source>
            <translation>共享权重</translation>
        </message>
        <message>
            <source>Tile grid size</source>
            <translation>网格分块</translation>
        </message>
        <message>
            <source>To</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>Top db</source>
            <translation>动态范围（分贝）</translation>
        </message>
        <message>
            <source>Top k</source>
            <translation>前 k</translation>
        </message>
        <message>
            <source>Trained</source>
            <translation>参与训练</translation>
        </message>
        <message>
            <source>Trials</source>
            <translation>试验数</translation>
        </message>
        <message>
            <source>Unit forget bias</source>
            <translation>遗忘门偏置为 1</translation>
        </message>
        <message>
            <source>Units</source>
            <translation>单元数</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>未知单词</translation>
        </message>
        <message>
            <source>Unroll</source>
            <translation>展开</translation>
        </message>
        <message>
            <source>Update freq</source>
            <translation>更新间隔</translation>
        </message>
        <message>
            <source>Use bias</source>
            <translation>使用偏置</translation>
        </message>
        <message>
            <source>Use causal mask</source>
            <translation>使用因果掩码</translation>
        </message>
        <message>
            <source>Use ema</source>
            <translation>使用 EMA</translation>
        </message>
        <message>
            <source>Use gate</source>
            <translation>使用门控</translation>
        </message>
        <message>
            <source>Use scale</source>
            <translation>使用缩放</translation>
        </message>
        <message>
            <source>Validation from</source>
            <translation>验证样本取自</translation>
        </message>
        <message>
            <source>Validation split</source>
            <translation>验证集比例</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Value dim</source>
            <translation>值维度</translation>
        </message>
        <message>
            <source>Value range</source>
            <translation>数值范围</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>取值</translation>
        </message>
        <message>
            <source>Variance</source>
            <translation>方差</translation>
        </message>
        <message>
            <source>Verbose</source>
            <translation>详细说明</translation>
        </message>
        <message>
            <source>Vocabulary</source>
            <translation>词汇量</translation>
        </message>
        <message>
            <source>Warmup steps</source>
            <translation>预热步数</translation>
        </message>
        <message>
            <source>Warmup target</source>
            <translation>预热目标</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>权重衰减</translation>
        </message>
        <message>
            <source>Weighted metrics</source>
            <translation>加权指标</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>宽度</translation>
        </message>
        <message>
            <source>Width factor</source>
            <translation>宽度系数</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>窗</translation>
        </message>
        <message>
            <source>Write graph</source>
            <translation>写出网络图</translation>
        </message>
        <message>
            <source>Write images</source>
            <translation>写出图片</translation>
        </message>
        <message>
            <source>Write steps per second</source>
            <translation>写出每秒步数</translation>
        </message>
        <message>
            <source>X</source>
            <translation>x</translation>
        </message>
        <message>
            <source>X factor</source>
            <translation>横向系数</translation>
        </message>
        <message>
            <source>X max</source>
            <translation>最大值</translation>
        </message>
        <message>
            <source>X min</source>
            <translation>最小值</translation>
        </message>
        <message>
            <source>X1</source>
            <translation>X1</translation>
        </message>
        <message>
            <source>X2</source>
            <translation>X2</translation>
        </message>
        <message>
            <source>Y</source>
            <translation>y</translation>
        </message>
        <message>
            <source>Y factor</source>
            <translation>纵向系数</translation>
        </message>
        <message>
            <source>Zero output for mask</source>
            <translation>屏蔽处输出零</translation>
        </message>
    </context>
    <context>
        <name>template</name>
        <message>
            <source>16 numbers become a 28×28 image. They are a digit's sketch, its ink in the fields of a 4×4 grid; the target is the digit itself. Transposed convolutions and up-sampling bring 4×4 to 28×28.</source>
            <translation>16 个数变成一幅 28×28 的图像。这些数是一个数字的草图，即 4×4 网格各格中的墨量；目标是数字本身。转置卷积和上采样把 4×4 变为 28×28。</translation>
        </message>
        <message>
            <source>A 28×28 image as a row of 784 numbers, two layers of 64 units, and ten probabilities. The target is the digit as a one-hot row. The last fifth of the images is never trained on: watch val_accuracy.</source>
            <translation>把一幅 28×28 的图像作为一行 784 个数，经过两个各有 64 个单元的层，得到十个概率。目标是数字的独热行。最后五分之一的图像从不用于训练：请关注 val_accuracy。</translation>
        </message>
        <message>
            <source>A digit becomes 16 numbers. Here they are trained to be the digit's sketch: its ink in the fields of a 4×4 grid. In the autoencoder the same layers find 16 numbers of their own.</source>
            <translation>一个数字变成 16 个数。这里把它们训练成数字的草图，即 4×4 网格各格中的墨量。在自编码器中，同样的层会自己找到 16 个数。</translation>
        </message>
        <message>
            <source>A headline of 100 word numbers, and five features such as the hour of its publication. The second output is wired to the LSTM directly: its loss, weighted 0.2, trains words and LSTM even while the main loss is high. The data is generated.</source>
            <translation>一则新闻标题是 100 个词的编号，另有五个特征，例如发布的钟点。第二个输出直接与 LSTM 相连：它的损失权重为 0.2，即使主损失还很高，也会训练词嵌入和 LSTM。数据是生成的。</translation>
        </message>
        <message>
            <source>Each text is 280 characters, each character one of 256 as a one-hot row. One LSTM reads both: two calls, one set of weights, so what it learns of one text it knows of the other. The data is generated.</source>
            <translation>每段文本有 280 个字符，每个字符是 256 个中的一个，表示为独热行。同一个 LSTM 读两段文本：两次调用，一组权重，因此从一段文本学到的也用于另一段。数据是生成的。</translation>
        </message>
        <message>
            <source>Two models used as layers: go into them to see their layers. The image must pass through 16 numbers and come out again, so input and target are the same image.</source>
            <translation>两个模型作为层使用：进入它们即可看到其中的层。图像必须经过 16 个数再还原出来，因此输入和目标是同一幅图像。</translation>
        </message>
        <message>
            <source>Two residual blocks: each adds what two convolutions find to what came in. Trained on digits as 32×32 colour images; a folder with CIFAR-10 fits the same Input.</source>
            <translation>两个残差块：每个都把两次卷积得到的结果加到输入上。用 32×32 彩色图像形式的数字训练；装有 CIFAR-10 的文件夹也适合同一个 Input。</translation>
        </message>
        <message>
            <source>x + conv(x): the wire past the convolution carries the picture, so the filter only learns the difference to the sharpened picture. The pictures are generated, and one 3×3 filter can learn them exactly.</source>
            <translation>x + conv(x)：绕过卷积的连线传递图片本身，因此滤波器只需学习与锐化后图片的差别。图片是生成的，一个 3×3 滤波器就能精确学会。</translation>
        </message>
        <message>
            <source>y = A(B(A(x))). The box A has two rows: its second call takes what B made of the first. Both use the same weights, and both add to their gradient. The data is generated by such a rule.</source>
            <translation>y = A(B(A(x)))。方框 A 有两行：第二次调用的输入，是 B 由第一次调用的结果得到的。两次调用使用同一组权重，也都累加到它的梯度上。数据按这样的规则生成。</translation>
        </message>
    </context>
    <context>
        <name>window</name>
        <message>
            <source>The program was ended by a fault the last time. Help › Report a problem has its trace.</source>
            <translation>上次程序因故障而终止。“帮助 › 报告问题”中有它的痕迹。</translation>
        </message>
    </context>
</TS>
