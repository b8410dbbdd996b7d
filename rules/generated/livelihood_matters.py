"""Writes rules/potou-livelihood-matters.json: the catalogue of livelihood matters (民生诉求) as 1,295 rules.

    python3 rules/generated/livelihood_matters.py > rules/potou-livelihood-matters.json

Stated by the report on 坡头区 (湛江, 2023): a platform with one entrance for all livelihood matters; more than 100
scenes, a catalogue of 1,295 standard items, 57 responsible units, more than 200 handling standards. It lists none of
them. Illustrative, and made here: the 105 scenes, every item's wording, which unit answers for which scene, the 57
units (50 departments, companies and bodies, and seven towns), the two handling standards of each scene (an urgent one
of a day and an ordinary one: 210 in all), the days, the points.

An item is an object of a scene with one of four faults: 105 scenes with three objects each are 1,260 items, and 35
scenes have one more for what fits none of them. What is not generated, the general provisions, the closings and their
examples, stands in livelihood_general.json as in any list. The same script gives the same bytes; a test holds the file
against it.
"""

import json
import sys
from pathlib import Path

DOCUMENT = "湛江市基层社会治理报道"
GENERAL = Path(__file__).with_name("livelihood_general.json")

TOWN = "镇街"
TOWNS = ["镇街甲", "镇街乙", "镇街丙", "镇街丁", "镇街戊", "镇街己", "镇街庚"]

# What may be wrong with an object, by the sort of scene: Chinese, English. The first of each is the urgent one.
FAULTS = {
    "facility": [("松动危险", "unsafe"), ("破损", "damaged"), ("缺失", "missing"), ("被占用遮挡", "obstructed")],
    "supply": [("中断", "cut off"), ("不稳定", "unstable"), ("收费有疑问", "charge in doubt"), ("申请未办", "not granted")],
    "place": [("有安全隐患", "unsafe"), ("脏乱", "dirty"), ("积水", "under water"), ("照明不足", "badly lit")],
    "conduct": [("有安全隐患", "dangerous"), ("扰民", "disturbing"), ("影响通行", "in the way"), ("反复出现", "recurring")],
    "service": [("咨询未答复", "question unanswered"), ("办理超时", "overdue"), ("材料要求不清", "requirements unclear"),
                ("服务不周", "poorly served")],
    "goods": [("有安全隐患", "unsafe"), ("质量不合格", "of poor quality"), ("价格不明", "price unclear"),
              ("拒绝退换", "refund refused")],
    "land": [("受污染", "polluted"), ("淤塞", "silted up"), ("损毁", "destroyed"), ("权属有争议", "in dispute")],
}

# Scene | English | unit | sort | days of the ordinary standard | three objects. With `+` it has an item for the rest.
SCENES = """
市政道路+|City streets|市政中心|facility|5|路面/street surface|人行道/pavement|路缘石/kerb
桥梁涵洞|Bridges and culverts|市政中心|facility|7|桥面/bridge deck|桥栏/bridge railing|涵洞口/culvert mouth
窨井|Manholes|排水公司|facility|3|雨水井盖/storm drain cover|污水井盖/sewer cover|井圈/manhole frame
路灯|Street lamps|市政中心|facility|3|灯杆/lamp post|灯头/lamp head|路灯电缆/lamp cable
交通标志+|Traffic signs|交警大队|facility|3|信号灯/traffic light|标志牌/traffic sign|标线/road marking
道路隔离|Road barriers|交警大队|facility|5|中央护栏/median barrier|隔离桩/bollard|减速带/speed bump
县乡公路+|County roads|交通局|facility|10|公路路面/county road surface|路肩/road shoulder|防撞栏/crash barrier
村道|Village roads|镇街|facility|10|村道路面/village road surface|错车道/passing place|村道护栏/village road railing
公交站|Bus stops|公交公司|facility|5|站牌/bus stop sign|候车亭/bus shelter|站台/bus platform
码头渡口|Landings|交通局|facility|7|码头护栏/landing railing|渡船设备/ferry equipment|登船板/boarding plank
公园+|Parks|园林中心|facility|7|健身器材/exercise equipment|园椅/park bench|游步道/park path
绿化带|Green strips|园林中心|facility|5|行道树/street tree|树池/tree pit|绿篱/hedge
公共厕所|Public toilets|环卫中心|facility|3|厕位/toilet cubicle|洗手池/wash basin|厕所扶手/toilet handrail
垃圾收集点|Rubbish points|环卫中心|facility|2|垃圾桶/rubbish bin|分类亭/sorting kiosk|压缩箱/compactor
消防设施+|Fire equipment|消防大队|facility|3|消火栓/fire hydrant|灭火器箱/extinguisher box|消防通道标识/fire lane mark
充电设施|Charging points|供电公司|facility|5|充电桩/charging post|充电棚/charging shed|充电线路/charging cable
电力设施+|Power lines|供电公司|facility|5|电杆/power pole|变压器/transformer|配电箱/distribution box
通信设施|Telecom lines|通信公司|facility|7|通信杆/telecom pole|光缆/optical cable|交接箱/telecom cabinet
校园设施|School grounds|教育局|facility|7|校门/school gate|操场/school playground|教室门窗/classroom window
医院设施|Hospital grounds|人民医院|facility|5|候诊椅/waiting seat|院内电梯/hospital lift|院内坡道/hospital ramp
文体场馆|Halls for culture and sport|文旅体局|facility|10|球场/ball court|舞台/stage|看台/stands
图书阅览|Reading rooms|图书馆|facility|7|书架/bookshelf|阅览桌/reading desk|自助借还机/lending machine
小区公共部位+|Common parts of estates|住建局|facility|7|楼道灯/stairwell lamp|单元门/entrance door|外墙砖/facade tile
小区电梯|Lifts of estates|市场监管局|facility|3|电梯按钮/lift button|电梯门/lift door|电梯轿厢/lift car
地下车库|Underground car parks|住建局|facility|7|车库照明/garage lamp|车库排水沟/garage gutter|车库道闸/garage barrier
排水设施+|Drainage|排水公司|facility|3|雨水箅/storm grate|排水沟/drain channel|泵站/pumping station
水利设施+|Waterworks|水务局|facility|10|水闸/sluice|堤防/embankment|灌渠/irrigation canal
海堤渔港|Sea walls and harbours|海洋渔业局|facility|10|海堤/sea wall|系船柱/mooring post|渔港照明/harbour lamp
气象预警|Weather warnings|气象局|facility|5|预警屏/warning screen|雨量站/rain gauge|预警喇叭/warning loudspeaker
避难场所|Shelters|应急局|facility|7|避难指示牌/shelter sign|应急物资箱/relief box|避难场地/shelter ground
邮政设施|Post offices and boxes|邮政公司|facility|5|信报箱/letter box|快递柜/parcel locker|邮政网点/post counter
村公共设施+|Village facilities|镇街|facility|10|村广场/village square|宣传栏/notice board|村路灯/village lamp
殡葬设施|Cemeteries|殡仪馆|facility|7|公墓道路/cemetery path|骨灰堂/columbarium|祭扫区/memorial area
无障碍设施|Access for disabled people|残联|facility|7|盲道/tactile paving|无障碍电梯/accessible lift|轮椅坡道/wheelchair ramp
市场设施|Market halls|商务局|facility|7|市场摊位/market stall|市场顶棚/market roof|市场下水/market drain
自来水+|Tap water|供水公司|supply|3|生活供水/household water|二次供水/pumped water|水表服务/water metering
农村饮水|Rural water|水务局|supply|5|村水站供水/village station water|蓄水池供水/cistern water|集中供水点/standpipe water
供电+|Electricity|供电公司|supply|3|居民供电/household power|农业用电/farm power|用电报装/power connection
燃气+|Gas|燃气公司|supply|3|管道燃气/piped gas|瓶装燃气/bottled gas|燃气报装/gas connection
通信+|Telephone and internet|通信公司|supply|3|宽带/broadband|手机信号/mobile signal|有线电视/cable television
公交+|Buses|公交公司|supply|5|公交线路/bus line|夜班车/night bus|进村班车/village bus
快递投递|Parcels and mail|邮政公司|supply|3|邮件投递/mail delivery|快递进村/village parcels|报刊投递/newspaper delivery
渡运|Ferries|交通局|supply|5|客渡/passenger ferry|车渡/car ferry|应急渡运/emergency ferry
灌溉|Irrigation|水务局|supply|5|早造灌溉/early crop irrigation|晚造灌溉/late crop irrigation|鱼塘补水/fish pond water
公共充电|Public charging|供电公司|supply|5|电动车充电/public e-bike charging|汽车充电/public car charging|充电退费/charging refund
街巷保洁+|Streets and lanes|环卫中心|place|2|主街/main street|背街小巷/back lane|城中村巷道/urban village lane
河道+|Rivers|水务局|place|7|河岸/river bank|河面/river surface|亲水平台/riverside deck
沙滩海岸|Beaches|海洋渔业局|place|7|沙滩/beach|滩涂/mud flat|礁石岸线/rocky shore
停车场|Car parks|城管局|place|5|路边停车位/street parking|公共停车场/public car park|摩托车停放区/motorbike park
工地环境|Building sites|住建局|place|3|工地围挡/site hoarding|工地出入口/site entrance|渣土堆场/spoil heap
空闲地|Vacant plots|自然资源局|place|10|储备地块/reserve plot|拆迁空地/cleared plot|边角地/corner plot
村庄环境+|Villages|镇街|place|5|村口/village entrance|池塘边/pond side|房前屋后/house surroundings
市场环境|Markets|市场监管局|place|3|水产档/seafood stall|家禽档/poultry stall|熟食档/cooked food stall
学校周边+|Around schools|教育局|place|3|校门口/school entrance|上学路/way to school|托管点门前/day care front
医院周边|Around hospitals|卫健局|place|3|医院门口/hospital entrance|救护通道/ambulance lane|就诊停车区/hospital parking
车站|Stations|交通局|place|3|客运站/coach station|候车厅/waiting hall|站前广场/station square
旅游景点|Sights|文旅体局|place|5|景点入口/sight entrance|观景台/viewing deck|游客步道/visitor path
林地|Woods|林业局|place|10|林间道/forest track|防火带/fire break|林缘/forest edge
小区环境+|Estates|房管中心|place|5|小区道路/estate road|小区花园/estate garden|楼顶平台/roof terrace
路桥沿线|Along railways and motorways|交通局|place|10|铁路桥下/railway underpass|高速桥下/motorway underpass|沿线护坡/roadside slope
占道经营+|Street trading|城管局|conduct|2|流动摊贩/street vendor|店外经营/goods outside shop|夜市摊位/night stall
违规停车+|Parking|交警大队|conduct|1|人行道停车/car on pavement|消防通道停车/car in fire lane|僵尸车/abandoned car
违法建设+|Unlawful building|城管局|conduct|15|楼顶加建/rooftop structure|占地搭建/shed on public land|围院扩建/yard extension
户外广告|Outdoor signs|城管局|conduct|5|店招/shop sign|横幅/banner|小广告/fly poster
工地施工+|Site work|住建局|conduct|2|夜间施工/night work|打桩/pile driving|渣土运输/spoil transport
餐饮排污|Kitchens|生态环境局|conduct|10|油烟排放/kitchen fumes|餐饮污水/kitchen sewage|炭烤摊/charcoal grill
工业排污+|Industry|生态环境局|conduct|10|工厂废气/factory fumes|工厂污水/factory sewage|工厂噪声/factory noise
养殖排污|Livestock|农业农村局|conduct|10|猪场粪污/pig manure|鸭场污水/duck farm sewage|鱼塘尾水/pond effluent
露天焚烧|Open burning|镇街|conduct|1|秸秆焚烧/straw burning|垃圾焚烧/rubbish burning|落叶焚烧/leaf burning
社会噪声+|Noise|公安分局|conduct|2|广场音响/square loudspeaker|酒吧音响/bar music|装修噪声/renovation noise
犬只管理|Dogs|公安分局|conduct|3|流浪犬/stray dog|遛犬不牵绳/unleashed dog|大型犬/large dog
电动车管理|E-bikes|消防大队|conduct|3|楼道停放电动车/e-bike in stairwell|入户充电/indoor e-bike charging|飞线充电/flying charging wire
道路运输|Transport|交通局|conduct|5|超载货车/overloaded lorry|非法营运车/unlicensed taxi|农用车载人/people on farm vehicle
海上作业|At sea|海洋渔业局|conduct|5|电鱼/electric fishing|禁渔期捕捞/closed season fishing|违规浮排/unlicensed raft
义务教育+|Schools|教育局|service|5|入学申请/school admission|转学/school transfer|课后服务/after-school care
学前教育|Kindergartens|教育局|service|5|入园申请/kindergarten place|幼儿园收费/kindergarten fees|园车服务/kindergarten bus
基本医疗|Clinics|卫健局|service|5|村卫生站/village clinic|家庭医生/family doctor|体检服务/health check
住院诊疗+|Hospital care|人民医院|service|3|预约挂号/hospital appointment|检查排队/examination queue|出院结算/discharge bill
疾病预防|Disease prevention|疾控中心|service|3|疫苗接种/vaccination|消杀服务/disinfection|健康咨询/health advice
医疗保险+|Health insurance|医保局|service|5|参保登记/insurance enrolment|异地就医备案/out-of-town treatment|医保报销/insurance claim
养老保险+|Pensions|人社局|service|5|养老金领取/pension payment|社保转移/pension transfer|社保卡/social security card
就业|Work|人社局|service|5|求职登记/job registration|技能培训/skill training|劳动合同/labour contract
工资权益|Wages|工会|service|7|拖欠工资/unpaid wages|工伤待遇/work injury benefit|加班报酬/overtime pay
社会救助+|Relief|民政局|service|5|临时救助/emergency relief|低保申请/subsistence allowance|特困供养/destitute care
养老服务|Care of the elderly|民政局|service|7|居家养老/home care|长者饭堂/elders canteen|高龄津贴/old age allowance
残疾人服务|Disabled people|残联|service|5|残疾证/disability card|辅具申请/assistive device|康复服务/rehabilitation
退役军人服务|Veterans|退役军人局|service|5|优待证/veteran card|安置服务/veteran placement|优抚金/veteran grant
妇女儿童|Women and children|妇联|service|5|家庭求助/family help|儿童之家/children centre|家教指导/parenting advice
青少年|Young people|团区委|service|7|志愿者注册/volunteer registration|青年活动/youth event|助学申请/student aid
户籍身份+|Household registration|公安分局|service|5|身份证/identity card|户口迁移/household move|居住证/residence permit
不动产|Property|不动产登记中心|service|5|产权登记/title registration|抵押登记/mortgage registration|查档/title search
住房保障|Housing|公积金管理部|service|7|公积金提取/housing fund withdrawal|公租房申请/public rental housing|住房补贴/housing subsidy
税费|Taxes|税务局|service|3|发票开具/invoice issue|个税申报/income tax return|社保缴费/contribution payment
政务大厅+|The service hall|政数局|service|2|窗口办理/counter service|网上办理/online service|自助终端/self-service terminal
法律援助|Legal aid|法律援助中心|service|5|援助申请/legal aid|法律咨询/legal advice|公证预约/notary appointment
人民调解|Mediation|司法局|service|7|邻里调解/neighbour mediation|土地调解/land mediation|消费调解/consumer mediation
食品+|Food|市场监管局|goods|7|预包装食品/packaged food|餐馆菜品/restaurant dish|校园配餐/school meal
药品|Medicines|市场监管局|goods|7|药店药品/pharmacy medicine|医疗器械/medical device|保健品/health product
日用商品|Household goods|市场监管局|goods|7|家用电器/home appliance|电动车商品/e-bike on sale|儿童用品/goods for children
农资|Farm supplies|供销社|goods|7|种子/seed|化肥/fertilizer|农药/pesticide
烟草|Tobacco|烟草局|goods|7|零售卷烟/retail tobacco|电子烟/e-cigarette|校边售烟/tobacco near school
装修家居|Renovation|房管中心|goods|10|装修服务/renovation service|家具/furniture|防水工程/waterproofing
农田+|Fields|农业农村局|land|15|机耕路/field track|田间水渠/field ditch|晒场/drying ground
山林|Hill land|林业局|land|15|山塘/hill pond|林道/timber road|果园/orchard
宅基地|Homestead land|自然资源局|land|15|界沟/boundary ditch|共用巷/shared alley|晒谷坪/threshing floor
""".strip().splitlines()


def texts(chinese, english):
    return {"zh": chinese, "en": english}


def identifier(english):
    return english.lower().replace("-", "_").replace(" ", "_")


def capitalized(text):
    return text[0].upper() + text[1:]


def read_scene(number, line):
    chinese, english, unit, sort, days, *objects = line.split("|")
    return {"number": number, "id": identifier(english), "zh": chinese.rstrip("+"), "en": english, "unit": unit,
            "sort": sort, "days": int(days), "objects": [one.split("/") for one in objects],
            "rest": chinese.endswith("+")}


def item(scene, identity, title, urgent):
    return {"id": identifier(identity), "title": title, "days": 1 if urgent else scene["days"],
            "points": 2 if urgent else 1, "standard": f"{scene['number']}{'急' if urgent else '常'}"}


def items_of(scene):
    """The items of a scene: id, titles, days allowed, points, handling standard."""
    for chinese, english in scene["objects"]:
        for place, (fault, fault_english) in enumerate(FAULTS[scene["sort"]]):
            name = f"{english} {fault_english}"
            yield item(scene, name, texts(chinese + fault, capitalized(name)), urgent=place == 0)
    if scene["rest"]:
        title = texts(f"{scene['zh']}其他事项", f"Other matters: {scene['en'].lower()}")
        yield item(scene, f"{scene['id']}_other", title, urgent=False)


def rule_of(scene, one):
    owner = "subject.sort == 'town'" if scene["unit"] == TOWN else f"subject.id == '{scene['unit']}'"
    return {"id": one["id"], "category": scene["id"], "title": one["title"], "x-standard": one["standard"],
            "when": f"{owner} && event.quantity <= {one['days']}", "score": {"points": one["points"]},
            "exclusive": {"group": "one_matter", "per": "act"},
            "source": {"document": DOCUMENT, "clause": "坡头区1,295条标准事项", "status": "illustrative"}}


def unit_row(unit):
    return {"handling_unit": unit, "sort": "town" if unit in TOWNS else "other"}


def catalogue_example(unit, items, first):
    """Every item of a unit, closed on the last day that its standard allows; events are numbered on from `first`."""
    day = "2023-02-01"
    events = [{"event": f"{number:04}", "handling_unit": unit, "kind": one["id"], "at": day, "quantity": one["days"]}
              for number, one in enumerate(items, first)]
    title = texts(f"{unit}的{len(items)}项都在限期最后一天办结", f"{unit}: {len(items)} items, each closed on the last day allowed")
    points = sum(one["points"] for one in items)
    return {"title": title, "given": {"roster": [unit_row(unit)], "events": events}, "through": day,
            "expect": {"balances": [{"handling_unit": unit, "standing": points, "deducted": 0}]}}


def catalogue_examples(scenes):
    first = 1
    for unit in dict.fromkeys(scene["unit"] for scene in scenes):
        items = [one for scene in scenes if scene["unit"] == unit for one in items_of(scene)]
        yield catalogue_example(TOWNS[0] if unit == TOWN else unit, items, first)
        first += len(items)


def rule_list():
    """What was written by hand, with the scenes, their items and the examples of these put before it."""
    rules = json.loads(GENERAL.read_text(encoding="utf-8"))
    scenes = [read_scene(number, line) for number, line in enumerate(SCENES, 1)]
    categories = [{"id": scene["id"], "title": texts(scene["zh"], scene["en"]), "x-unit": scene["unit"]}
                  for scene in scenes]
    rules["categories"] = categories + rules["categories"]
    rules["positive"] = [rule_of(scene, item) for scene in scenes for item in items_of(scene)] + rules["positive"]
    rules["examples"] = [*catalogue_examples(scenes), *rules["examples"]]
    return rules


def line(value):
    return json.dumps(value, ensure_ascii=False)


def tables(of):
    """The tables of `given` or `expect`, one row a line."""
    return ",\n".join(f"     {line(name)}: [\n" + ",\n".join("       " + line(row) for row in rows) + "\n     ]"
                      for name, rows in of.items())


def example_lines(one):
    return (f'    {{"title": {line(one["title"])},\n     "given": {{\n{tables(one["given"])}\n     }},\n'
            f'     "through": {line(one["through"])},\n     "expect": {{\n{tables(one["expect"])}\n     }}}}')


def text_of(rules):
    """The list as JSON with one provision and one row of an example a line: short, and a change is a line."""
    keys = []
    for name, value in rules.items():
        if name == "examples":
            keys.append('  "examples": [\n' + ",\n".join(map(example_lines, value)) + "\n  ]")
        elif name in ("categories", "positive", "negative", "closings"):
            keys.append(f"  {line(name)}: [\n" + ",\n".join("    " + line(one) for one in value) + "\n  ]")
        else:
            keys.append(f"  {line(name)}: {line(value)}")
    return "{\n" + ",\n".join(keys) + "\n}\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(text_of(rule_list()))
